#!/usr/bin/env bash
# The way of one visitor and one euro: two shops become partners, a visitor is sent on and buys, the giver is owed
# 5 percent; one of two units comes back, and half of that is taken back.
# Needs: CENTUPLE_URL and CENTUPLE_KEY (the operator's key of a running exchange), curl, jq.
set -euo pipefail

call() { # call KEY METHOD PATH [JSON]
    curl -sS -X "$2" "$CENTUPLE_URL$3" -H "Authorization: Bearer $1" -H "Content-Type: application/json" ${4:+-d "$4"}
}
say() { printf '\n# %s\n' "$1"; }

say "The operator takes in two shops and gives each a key."
anne=$(call "$CENTUPLE_KEY" POST /v1/shops '{"name":"Anne","currency":"EUR"}' | jq -r .id)
bela=$(call "$CENTUPLE_KEY" POST /v1/shops '{"name":"Bela","currency":"EUR"}' | jq -r .id)
scopes='["orders:write","orders:read","links:write","partners:write","ledger:read"]'
anne_key=$(call "$CENTUPLE_KEY" POST /v1/keys "{\"shop\":\"$anne\",\"name\":\"shop\",\"scopes\":$scopes}" | jq -r .secret)
bela_key=$(call "$CENTUPLE_KEY" POST /v1/keys "{\"shop\":\"$bela\",\"name\":\"shop\",\"scopes\":$scopes}" | jq -r .secret)
call "$CENTUPLE_KEY" GET /v1/shops | jq '[.data[] | {name, currency}] | sort_by(.name)'

say "Bela claims its host. The operator knows it and confirms; else Bela would put a file, a DNS record or a meta tag."
domain=$(call "$bela_key" POST /v1/domains '{"host":"bela.example"}' | jq -r .id)
call "$CENTUPLE_KEY" POST "/v1/domains/$domain/confirm" '{"name":"The operator","reason":"known in person"}' |
    jq '{host, status, method}'

say "Bela offers 5 percent; Anne accepts."
partnership=$(call "$bela_key" POST /v1/partnerships \
    "{\"shop\":\"$anne\",\"i_offer\":{\"currency\":\"EUR\",\"hold_days\":14,\"rules\":[{\"percent_bps\":500}]}}" | jq -r .id)
call "$anne_key" POST "/v1/partnerships/$partnership/accept" | jq '{state}'

say "Anne makes a link to Bela's boots."
call "$anne_key" POST /v1/links "{\"receiver\":\"$bela\",\"target\":\"https://bela.example/boots\",\"code\":\"boots\"}" |
    jq '{code, target, state}'

say "A visitor follows it, as soon as the redirect knows it."
for _ in $(seq 50); do
    location=$(curl -sS -o /dev/null -w '%{redirect_url}' -A 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Firefox/145.0' \
        "$CENTUPLE_URL/r/boots?s1=newsletter")
    [ -n "$location" ] && break
    sleep 0.1
done
echo "$location" | sed -E 's/ctp=[A-Za-z0-9_-]+/ctp=TOKEN/'
token=$(echo "$location" | sed -E 's/.*ctp=([A-Za-z0-9_-]+).*/\1/')

say "The visitor buys two pairs; Bela reports the paid order. What names the customer is dropped."
now=$(date -u +%Y-%m-%dT%H:%M:%SZ)
call "$bela_key" POST /v1/orders "{\"reference\":\"1001\",\"status\":\"paid\",\"currency\":\"EUR\",\"placed_at\":\"$now\",
  \"lines\":[{\"reference\":\"1\",\"category\":\"boots\",\"quantity\":2,\"amount_minor\":10000}],
  \"customer\":{\"email\":\"someone@mail.example\"},\"token\":\"$token\"}" |
    jq '{result, commission_minor: .attribution.commission_minor, ignored}'

say "Sent again, it changes nothing."
call "$bela_key" POST /v1/orders "{\"reference\":\"1001\",\"status\":\"paid\",\"currency\":\"EUR\",\"placed_at\":\"$now\",
  \"lines\":[{\"reference\":\"1\",\"category\":\"boots\",\"quantity\":2,\"amount_minor\":10000}],
  \"customer\":{\"email\":\"someone@mail.example\"},\"token\":\"$token\"}" | jq '{result}'

say "One pair comes back."
call "$bela_key" POST /v1/orders '{"type":"refund","reference":"1001","refund_reference":"R-1","currency":"EUR",
  "lines":[{"line":"1","quantity":1}]}' | jq '{result, commission_minor: .attribution.commission_minor}'

say "Every cent has a transfer and a cause."
call "$anne_key" GET /v1/transfers | jq -c '.data | reverse | .[] | {from, to, amount_minor, cause: .cause.kind}'

for _ in $(seq 50); do # the click is in the journal at once, in the counts within moments
    [ "$(call "$anne_key" GET /v1/balances | jq '.data[0].given.visits.gross')" = 1 ] && break
    sleep 0.1
done
say "What Anne is owed now: pending, for the 14 days of the hold."
call "$anne_key" GET /v1/balances | jq -c '.data[] | del(.partner)'

#!/usr/bin/env bash
# The way of one visitor and one euro: two shops become partners, a visitor is sent on and buys, the giver is owed
# 5 percent; one of two units comes back, and half of that is taken back.
# Needs: CENTUPLE_URL and CENTUPLE_KEY (the operator's key of a running exchange), curl, jq.
set -euo pipefail

. "$(dirname "$0")/lib/shops.sh"

say "The operator takes in two shops and gives each a key."
read -r anne anne_key < <(take_in Anne)
read -r bela bela_key < <(take_in Bela)
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
location=$(follow boots?s1=newsletter)
sed -E 's/ctp=[A-Za-z0-9_-]+/ctp=TOKEN/; s/shop_[0-9a-f]+/ANNE/' <<<"$location"
token=$(token_in "$location")

say "The visitor buys two pairs; Bela reports the paid order. What names the customer is dropped."
order="{\"reference\":\"1001\",\"status\":\"paid\",\"currency\":\"EUR\",\"placed_at\":\"$(now)\",\"token\":\"$token\",
  \"lines\":[{\"reference\":\"1\",\"category\":\"boots\",\"quantity\":2,\"amount_minor\":10000}],
  \"customer\":{\"email\":\"someone@mail.example\"}}"
call "$bela_key" POST /v1/orders "$order" |
    jq '{result, commission_minor: .attribution.commission_minor, ignored}'

say "Sent again, it changes nothing."
call "$bela_key" POST /v1/orders "$order" | jq '{result}'

say "One pair comes back."
call "$bela_key" POST /v1/orders '{"type":"refund","reference":"1001","refund_reference":"R-1","currency":"EUR",
  "lines":[{"line":"1","quantity":1}]}' | jq '{result, commission_minor: .attribution.commission_minor}'

say "Every cent has a transfer and a cause."
call "$anne_key" GET /v1/transfers | jq -c '.data | reverse | .[] | {from, to, amount_minor, cause: .cause.kind}'

counted() { call "$anne_key" GET /v1/balances | jq -e '.data[0].given.visits.gross == 1'; }
within 30 counted # the click is in the journal at once, in the counts within moments

say "What Anne is owed now: pending, for the 14 days of the hold."
call "$anne_key" GET /v1/balances | jq -c '.data[] | del(.partner)'

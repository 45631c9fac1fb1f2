#!/usr/bin/env bash
# A shop that reports its orders by itself: Bela connects WooCommerce, whose messages come signed, and a shop of its own
# that sends Standard Webhooks. This is what the platforms do; nobody has to program it.
# Needs: CENTUPLE_URL and CENTUPLE_KEY (the operator's key of a running exchange), curl, jq, openssl.
set -euo pipefail

. "$(dirname "$0")/lib/shops.sh"

read -r anne anne_key < <(take_in Anne)
read -r bela bela_key < <(take_in Bela)
prove "$bela_key" bela.example
offer "$bela_key" "$anne" "$anne_key" 500
link "$anne_key" "$bela" https://bela.example/boots boots

say "Bela connects WooCommerce. The exchange makes the secret and says where it goes. Visitors are asked for consent before
# WooCommerce keeps the page they landed on, so the token in it may be read."
secret=$(call "$bela_key" PUT /v1/connections/woocommerce '{"landing":"token"}' | jq -er .secret)
call "$bela_key" GET /v1/connections/woocommerce | jq '{title, secret_origin, landing, steps: (.steps | length)}'

wc_hook="$CENTUPLE_URL/hooks/woocommerce/$bela"
from_woocommerce() { # from_woocommerce TOPIC BODY [SECRET]: a message as WooCommerce sends and signs it
    curl -sS --max-time 30 "$wc_hook" -H "Content-Type: application/json" -H "X-WC-Webhook-Topic: $1" -d "$2" \
        -H "X-WC-Webhook-Signature: $(printf %s "$2" | openssl dgst -sha256 -hmac "${3:-$secret}" -binary | base64)"
}

say "Saved, the webhook pings, unsigned."
curl -sS --max-time 30 "$wc_hook" -d 'webhook_id=7' | jq '{result}'

say "A visitor of Anne's buys two pairs. WooCommerce keeps the page of landing with the order, and so the token."
token=$(token_in "$(follow boots)")
at=$(date -u +%Y-%m-%dT%H:%M:%S)
order() { # order MODIFIED REFUNDS
    jq -nc --arg at "$at" --arg modified "$1" --arg token "$token" --argjson refunds "$2" '{id: 727, status: "processing",
        currency: "EUR", date_created_gmt: $at, date_modified_gmt: $modified, date_paid_gmt: $at, total: "100.00",
        total_tax: "0.00", shipping_total: "0.00", billing: {first_name: "Some", last_name: "One"},
        line_items: [{id: 31, name: "Boots", quantity: 2, total: "100.00"}], fee_lines: [], refunds: $refunds,
        meta_data: [{key: "_wc_order_attribution_session_entry", value: "https://bela.example/boots?ctp=\($token)"}]}'
}
paid=$(order "$at" '[]')
from_woocommerce order.created "$paid" | jq '{result}'

owed() { call "$anne_key" GET /v1/balances | jq '[.data[].given.owed[].pending_minor] | add'; }
owed_is() { [ "$(owed)" = "$1" ]; }
within 30 owed_is 500
say "It is booked a moment later: 5 percent. Sent again it is the same message; nothing is booked twice."
from_woocommerce order.created "$paid" | jq '{result}'
owed

say "One pair comes back. WooCommerce sends the order again, with its refunds."
from_woocommerce order.updated "$(order "$(date -u +%Y-%m-%dT%H:%M:%S)" '[{"id": 12, "total": "-50.00"}]')" | jq '{result}'
within 30 owed_is 250
owed

say "Who does not know the secret is not believed."
from_woocommerce order.updated "$(order "$at" '[{"id": 13, "total": "-50.00"}]')" guessed | jq '{status, code}'
owed

say "What was kept of the messages: how each ended, and once it is booked nothing else."
call "$bela_key" GET /v1/connections/woocommerce/events | jq -c '.data[] | {topic, status, order}'
event=$(call "$bela_key" GET /v1/connections/woocommerce/events | jq -er '.data[-1].id')
call "$bela_key" GET "/v1/connections/woocommerce/events/$event" | jq -c '{status, order, kept}'

say "A shop of one's own sends Standard Webhooks: one fact each, in the format of POST /v1/orders."
secret=$(call "$bela_key" PUT /v1/connections/standard '{}' | jq -er .secret)
key=$(base64 -d <<<"${secret#whsec_}" | od -An -v -tx1 | tr -d ' \n')
send() { # send ID BODY
    local at signature
    at=$(date +%s)
    signature=$(printf %s "$1.$at.$2" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | base64)
    curl -sS --max-time 30 "$CENTUPLE_URL/hooks/standard/$bela" -H "Content-Type: application/json" -H "webhook-id: $1" \
        -H "webhook-timestamp: $at" -H "webhook-signature: v1,$signature" -d "$2"
}
token=$(token_in "$(follow boots)")
send msg_1 "$(jq -nc --arg at "$(now)" --arg token "$token" '{type: "order.fact", timestamp: $at, data: {reference: "K-31",
    status: "paid", currency: "EUR", placed_at: $at, token: $token, lines: [{reference: "1", amount_minor: 2000}]}}')" |
    jq '{result}'
within 30 owed_is 350
owed

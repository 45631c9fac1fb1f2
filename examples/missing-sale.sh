#!/usr/bin/env bash
# A sale that is missing: Bela's shop lost the token of a visitor that Anne sent, and reported the order without it. Anne
# claims the sale with what she knows; Bela finds it and reports the order with the token.
# Needs: CENTUPLE_URL and CENTUPLE_KEY (the operator's key of a running exchange), curl, jq.
set -euo pipefail

. "$(dirname "$0")/lib/shops.sh"

read -r anne anne_key < <(take_in Anne)
read -r bela bela_key < <(take_in Bela)
prove "$bela_key" bela.example
offer "$bela_key" "$anne" "$anne_key" 500
link "$anne_key" "$bela" https://bela.example/boots boots

say "A visitor of Anne's buys at Bela's. On the way the token is lost: the order is nobody's."
token=$(token_in "$(follow boots)")
at=$(now)
report() { # report VERSION [TOKEN]
    call "$bela_key" POST /v1/orders "$(jq -nc --arg at "$at" --argjson version "$1" --arg token "${2:-}" '{reference: "1001",
        status: "paid", version: $version, currency: "EUR", placed_at: $at,
        lines: [{reference: "1", quantity: 1, amount_minor: 8000}]} + if $token == "" then {} else {token: $token} end')"
}
report 2 | jq '{result, status: .attribution.status}'

say "The customer tells Anne. She claims the sale: the token, the order's reference, the day. No receipt, no name."
claim=$(call "$anne_key" POST /v1/claims "$(jq -nc --arg token "$token" --arg day "${at:0:10}" \
    '{token: $token, reference: "1001", day: $day}')" | jq -er .id)
call "$anne_key" GET "/v1/claims/$claim" | jq '{state, reference, token}'

say "The same once more is refused."
call "$anne_key" POST /v1/claims "$(jq -nc --arg token "$token" --arg day "${at:0:10}" \
    '{token: $token, reference: "1001", day: $day}')" | jq '{status, code}'

say "Bela reads it. To say that there is no such order would not do: it was reported."
call "$bela_key" GET '/v1/claims?state=open' | jq '.data[] | {state, reference, has_token: (.token != null)}'
call "$bela_key" POST "/v1/claims/$claim/answer" '{"state":"no_such_order"}' | jq '{status, code}'

say "So Bela reports the order once more, with the token that the claim shows."
found=$(call "$bela_key" GET "/v1/claims/$claim" | jq -er .token)
report 3 "$found" | jq '{result, commission_minor: .attribution.commission_minor}'

say "The claim is credited by itself, and the order is paid as every order."
call "$anne_key" GET "/v1/claims/$claim" | jq '{state, booking}'
call "$anne_key" GET /v1/transfers | jq -c '.data | reverse | .[] | {from, to, amount_minor, cause: .cause.kind}'

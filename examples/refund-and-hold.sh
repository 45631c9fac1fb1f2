#!/usr/bin/env bash
# One of two units comes back, once before the hold is over and once after it. An exchange that is not live takes events
# with their own time, so three weeks pass in a moment.
# serve: --exchange-live false
# Needs: CENTUPLE_URL and CENTUPLE_KEY (the operator's key of a running exchange that is not live), curl, jq.
set -euo pipefail
. "$(dirname "$0")/lib/shops.sh"
events=$(mktemp)
trap 'rm -f "$events"' EXIT

say "Anne and Bela are partners: Bela pays 5 percent, the hold is 14 days."
read -r anne anne_key < <(take_in Anne)
read -r bela bela_key < <(take_in Bela)
prove "$bela_key" bela.example
offer "$bela_key" "$anne" "$anne_key" 500
link "$anne_key" "$bela" https://bela.example/boots boots

order() { # order DAY REFERENCE: two pairs for 100.00 each, paid at noon, by the click "visitor"
    jq -nc --arg at "2026-01-$1T12:00:00Z" --arg reference "$2" --arg shop "$bela" '{type: "order", at: $at, shop: $shop,
        order: {reference: $reference, status: "paid", currency: "EUR", placed_at: $at,
            lines: [{reference: "1", category: "boots", quantity: 2, amount_minor: 20000}],
            tokens: [{click: "visitor", found_in: "order_field"}]}}'
}
refund() { # refund DAY REFERENCE: one pair of it comes back
    jq -nc --arg at "2026-01-$1T12:00:00Z" --arg reference "$2" --arg shop "$bela" '{type: "order", at: $at, shop: $shop,
        order: {type: "refund", reference: $reference, refund_reference: "R-\($reference)", currency: "EUR",
            lines: [{line: "1", quantity: 1}]}}'
}
{
    echo '{"type":"click","at":"2026-01-05T09:00:00Z","ref":"visitor","link":"boots"}'
    order 05 4001
    order 05 4002
    refund 09 4001
    refund 25 4002
} >"$events"

say "January: a click, two orders on the 5th, a pair back on the 9th, and one on the 25th."
jq -c '{type: (.order.type // .type), at, reference: .order.reference}' "$events"

say "They go the way of live events: redirect, journal, orders, hold."
follow boots >/dev/null # until the redirect knows the new link; a live visitor of today, who is counted apart
"$(dirname "$0")/../centuple" replay "$events" --url "$CENTUPLE_URL" | jq -c .

say "Order 4001: its refund came within the hold and was taken from what is pending. Order 4002: it had become due."
call "$anne_key" GET /v1/transfers | jq -c --argjson orders "$(call "$bela_key" GET /v1/orders |
    jq -c '[.data[] | {(.id): .reference}] | add')" '[.data[] |
    {at, order: $orders[.cause.order_id], from, to, amount_minor}] | sort_by(.at, .order) | .[]'

say "Either way half is left, and by now all of it is due."
call "$anne_key" GET /v1/balances | jq -c '.data[] | .given.owed[]'

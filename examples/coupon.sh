#!/usr/bin/env bash
# A sale without a click: Bela gave Anne a coupon to hand out. A reader of Anne's letter types it in at Bela's, no link
# was followed, and the sale is Anne's all the same. A coupon nobody knows is owed to nobody.
# Needs: CENTUPLE_URL and CENTUPLE_KEY (the operator's key of a running exchange), curl, jq.
set -euo pipefail
. "$(dirname "$0")/lib/shops.sh"

say "Anne and Bela are partners: Bela pays 5 percent."
read -r anne anne_key < <(take_in Anne)
read -r _ bela_key < <(take_in Bela)
offer "$bela_key" "$anne" "$anne_key" 500
call "$anne_key" GET /v1/partnerships | jq -c '.data[] | {state}'

say "Bela honours the coupon ANNE10 for Anne."
call "$bela_key" POST /v1/coupons "{\"code\":\"ANNE10\",\"giver\":\"$anne\"}" | jq -c '{code}'

order() { # order REFERENCE COUPON: Bela reports a paid order that carried a coupon and no token
    call "$bela_key" POST /v1/orders "{\"reference\":\"$1\",\"status\":\"paid\",\"currency\":\"EUR\",
      \"placed_at\":\"$(now)\",\"coupons\":[\"$2\"],
      \"lines\":[{\"reference\":\"1\",\"category\":\"boots\",\"quantity\":1,\"amount_minor\":8000}]}" |
        jq -Sc '.attribution | del(.giver)'
}

say "An order carries it, however it was typed. No click is known, and none is needed."
order 2001 anne10

say "Another order carries a coupon that belongs to nobody."
order 2002 SUMMER

say "Anne sees the order she is owed for, and by which proof; the other one is none of her business."
call "$anne_key" GET /v1/orders | jq -Sc '.data[] | .attribution | {status, proof}'

say "Bela ends the coupon. Orders from now on owe nothing by it; what was booked stays."
call "$bela_key" POST /v1/coupons/end '{"code":"ANNE10"}'
order 2003 ANNE10
call "$anne_key" GET /v1/balances | jq -c '.data[] | .given.owed'

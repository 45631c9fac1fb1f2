#!/usr/bin/env bash
# The books in five formats, and a move to another server: export everything, import it into an empty exchange, and the
# balances are the same to the cent.
# Needs: CENTUPLE_URL and CENTUPLE_KEY (the operator's key of a running exchange), CENTUPLE_DATA (its data folder: a
# setting, so the commands need no --data), curl, jq.
set -euo pipefail
. "$(dirname "$0")/lib/shops.sh"
centuple=$(dirname "$0")/../centuple
work=$(mktemp -d)
copy=
finish() {
    [ -z "$copy" ] || kill "$copy" 2>/dev/null || true
    [ -z "$copy" ] || wait "$copy" 2>/dev/null || true
    rm -rf "$work"
}
trap finish EXIT

say "Two partners, a coupon, an order for 80.00, and a quarter of it taken back."
read -r anne anne_key < <(take_in Anne)
read -r bela bela_key < <(take_in Bela)
offer "$bela_key" "$anne" "$anne_key" 500
call "$bela_key" POST /v1/coupons "{\"code\":\"ANNE10\",\"giver\":\"$anne\"}" >/dev/null
call "$bela_key" POST /v1/orders "{\"reference\":\"5001\",\"status\":\"paid\",\"currency\":\"EUR\",
  \"placed_at\":\"$(now)\",\"coupons\":[\"ANNE10\"],
  \"lines\":[{\"reference\":\"1\",\"category\":\"boots\",\"quantity\":1,\"amount_minor\":8000}]}" | jq -c '{result}'
call "$bela_key" POST /v1/orders '{"type":"refund","reference":"5001","refund_reference":"R-1","currency":"EUR",
  "amount_minor":2000}' | jq -c '{result}'

plain() { # ids and dates are others each time
    sed -E -e "s/${anne#shop_}/ANNE/g" -e "s/${bela#shop_}/BELA/g" -e 's/trf_[0-9a-f]{32}/TRANSFER/' \
        -e 's/ord_[0-9a-f]{32}/ORDER/' -e 's/order [0-9a-f-]{36}/order ORDER/' -e 's/[0-9a-f-]{36}/TRANSFER/' \
        -e 's/20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z/TIME/' -e 's/^20[0-9]{2}-[0-9]{2}-[0-9]{2}/DATE/'
}

for format in csv hledger ledger beancount; do
    say "centuple export --format $format"
    "$centuple" export --format "$format" | plain
done

say "centuple export --format ndjson: every row of every table. How many of some:"
"$centuple" export --format ndjson --output "$work/exchange.ndjson"
jq -r 'select(.table | IN("shop", "order_fact", "transfer")) | .table' "$work/exchange.ndjson" | sort | uniq -c |
    awk '{print $2, $1}'

say "Into an empty exchange. The keys that sign clicks are a file of their own and go along by hand."
"$centuple" import --data "$work/copy" "$work/exchange.ndjson" | sed -E 's/^[0-9]+/ALL/'
install -m 600 "$CENTUPLE_DATA/keys" "$work/copy/keys"
"$centuple" serve --data "$work/copy" --port 0 >"$work/copy.log" 2>&1 &
copy=$!
within 60 grep -q 'is ready at' "$work/copy.log"

say "Anne asks both with the key she has, and is told the same."
balances() { call "$anne_key" GET /v1/balances | jq -c '.data[].given.owed'; }
balances
CENTUPLE_URL=$(sed -nE 's/.*is ready at (http:[^ ]+).*/\1/p' "$work/copy.log") balances

#!/usr/bin/env bash
# A visitor goes from Anne to Bela and from Bela on to Clara, and buys there. Clara pays once, by her terms with Bela;
# Anne, who had the visitor first, and Bela, who sent them last, have half each.
# Needs: CENTUPLE_URL and CENTUPLE_KEY (the operator's key of a running exchange), curl, jq.
set -euo pipefail
. "$(dirname "$0")/lib/shops.sh"

say "Three shops: Bela pays Anne 5 percent, Clara pays Anne 5 percent and Bela 10 percent."
read -r anne anne_key < <(take_in Anne)
read -r bela bela_key < <(take_in Bela)
read -r clara clara_key < <(take_in Clara)
prove "$bela_key" bela.example
prove "$clara_key" clara.example
offer "$bela_key" "$anne" "$anne_key" 500
offer "$clara_key" "$anne" "$anne_key" 500
offer "$clara_key" "$bela" "$bela_key" 1000
call "$CENTUPLE_KEY" GET /v1/shops | jq -c '[.data[].name] | sort'

link "$anne_key" "$bela" https://bela.example/boots anne-boots
link "$bela_key" "$clara" https://clara.example/laces bela-laces

say "A visitor follows Anne's link to Bela."
at_bela=$(follow anne-boots)
sed -E 's/ctp=[A-Za-z0-9_-]+/ctp=TOKEN-OF-ANNE/; s/shop_[0-9a-f]+/ANNE/' <<<"$at_bela"

say "Bela has no laces and sends the visitor on. via= says by which click they came."
at_clara=$(follow "bela-laces?via=$(token_in "$at_bela")")
sed -E 's/ctp=[A-Za-z0-9_-]+/ctp=TOKEN-OF-BELA/; s/shop_[0-9a-f]+/BELA/' <<<"$at_clara"

say "They buy for 20.00. Clara reports the order with the token it carries, that of Bela."
call "$clara_key" POST /v1/orders "{\"reference\":\"3001\",\"status\":\"paid\",\"currency\":\"EUR\",
  \"placed_at\":\"$(now)\",\"token\":\"$(token_in "$at_clara")\",
  \"lines\":[{\"reference\":\"1\",\"category\":\"laces\",\"quantity\":1,\"amount_minor\":2000}]}" |
    jq -c '{result, commission_minor: .attribution.commission_minor}'

say "10 percent are 2.00. Clara owes it in two halves."
call "$clara_key" GET /v1/transfers |
    jq -c --arg anne "$anne" '[.data[] | {to: (if .creditor == $anne then "Anne" else "Bela" end), amount_minor}]
        | sort_by(.to) | .[]'

say "Anne sees what she is owed and nothing of Bela's half; Bela the same the other way round."
call "$anne_key" GET /v1/transfers | jq -c '[.data[].amount_minor]'
call "$bela_key" GET /v1/transfers | jq -c '[.data[].amount_minor]'

# What the stories share: shops, partners, links, visitors. Sourced, not run.
# Needs: CENTUPLE_URL and CENTUPLE_KEY (the operator's key of a running exchange), curl, jq.

say() { printf '\n# %s\n' "$1"; }

call() { # call KEY METHOD PATH [JSON]: one request; prints the answer
    curl -sS --max-time 30 -X "$2" "$CENTUPLE_URL$3" -H "Authorization: Bearer $1" -H "Content-Type: application/json" \
        ${4:+-d "$4"}
}

take_in() { # take_in NAME: the operator makes a shop and its key; prints both on one line
    local id scopes='["orders:write","orders:read","links:write","partners:write","ledger:read"]'
    id=$(call "$CENTUPLE_KEY" POST /v1/shops "{\"name\":\"$1\",\"currency\":\"EUR\"}" | jq -er .id)
    echo "$id $(call "$CENTUPLE_KEY" POST /v1/keys "{\"shop\":\"$id\",\"name\":\"shop\",\"scopes\":$scopes}" |
        jq -er .secret)"
}

prove() { # prove KEY HOST: the shop claims its host, the operator knows it and confirms
    local id
    id=$(call "$1" POST /v1/domains "{\"host\":\"$2\"}" | jq -er .id)
    call "$CENTUPLE_KEY" POST "/v1/domains/$id/confirm" '{"name":"The operator","reason":"known in person"}' |
        jq -e '.status == "proven"' >/dev/null
}

offer() { # offer RECEIVER_KEY GIVER GIVER_KEY BPS: the receiver offers so many basis points, the giver accepts
    local id
    id=$(call "$1" POST /v1/partnerships \
        "{\"shop\":\"$2\",\"i_offer\":{\"currency\":\"EUR\",\"hold_days\":14,\"rules\":[{\"percent_bps\":$4}]}}" |
        jq -er .id)
    call "$3" POST "/v1/partnerships/$id/accept" | jq -e '.state == "accepted"' >/dev/null
}

link() { # link GIVER_KEY RECEIVER TARGET CODE
    call "$1" POST /v1/links "{\"receiver\":\"$2\",\"target\":\"$3\",\"code\":\"$4\"}" |
        jq -e '.state == "active"' >/dev/null
}

follow() { # follow CODE[?QUERY]: a visitor follows a link as soon as the redirect knows it; prints where it leads
    local location
    for _ in $(seq 50); do
        location=$(curl -sS --max-time 30 -o /dev/null -w '%{redirect_url}' "$CENTUPLE_URL/r/$1" \
            -A 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Firefox/145.0')
        [ -z "$location" ] || break
        sleep 0.1
    done
    [ -n "$location" ] && echo "$location"
}

token_in() { sed -E 's/.*ctp=([A-Za-z0-9_-]+).*/\1/' <<<"$1"; }

within() { # within SECONDS COMMAND...: waits until it succeeds
    local end=$((SECONDS + $1))
    shift
    until "$@" >/dev/null; do
        [ "$SECONDS" -lt "$end" ] || { echo "this did not come to be: $*" >&2; return 1; }
        sleep 0.1
    done
}

now() { # with milliseconds: terms accepted in this very second are in force
    jq -nr 'now * 1000 | floor | "\(. / 1000 | floor | todate[:-1]).\("00\(. % 1000)"[-3:])Z"'
}

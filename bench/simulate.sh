#!/usr/bin/env bash
# How long a large simulation takes: 1,000 shops, 2,897 hours, 10 million visitors, one policy after the other.
# Usage: bench/simulate.sh [policy ...]. The goal is CPU time on one core, so other work on the machine counts little.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds_max=30
policies=("$@")
[ $# -gt 0 ] || policies=(gurus never tit-for-tat stop-loss terms centuple)
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
./centuple simulate --hours 24 --seeds 0 >/dev/null # builds when needed
missed=0
printf '%-12s %12s %10s %10s\n' policy visitors 'CPU, s' verdict
for policy in "${policies[@]}"; do
    TIMEFORMAT='%U %S'
    { time ./centuple simulate --policy "$policy" --shops 1000 --hours 2897 --visitors-per-hour 3.4519 --seeds 0 \
        --json "$out/$policy.json" >"$out/table"; } 2>"$out/time"
    seconds=$(tail -n 1 "$out/time" | awk '{print $1 + $2}')
    verdict=$(awk -v s="$seconds" -v m="$seconds_max" 'BEGIN {print (s <= m) ? "reached" : "missed"}')
    [ "$verdict" = reached ] || missed=1
    printf '%-12s %12s %10s %10s\n' "$policy" "10 million" "$seconds" "$verdict"
done
echo "goal: at most $seconds_max s of CPU for each, start and output included; the collector and compiler count too"
exit "$missed"

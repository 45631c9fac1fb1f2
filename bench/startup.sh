#!/usr/bin/env bash
# How long a warm start takes and what the idle server holds in memory. Usage: bench/startup.sh [starts]
# Exit code 0 when both goals are met, 1 when not, 2 where a tool is missing.
set -euo pipefail
cd "$(dirname "$0")/.."
starts=${1:-5}
ready_goal_ms=3000
rss_goal_kb=$((250 * 1024))
settle_seconds=60
if ! command -v curl >/dev/null; then
  echo "No curl here; nothing measured. On Debian: apt-get install curl" >&2
  exit 2
fi
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])' \
    2>/dev/null || echo $((20000 + RANDOM % 20000)))
folder=$(mktemp -d)
server=
stop() {
  if [ -n "$server" ]; then
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
    server=
  fi
}
trap 'stop; rm -rf "$folder"' EXIT

now_ms() { echo $(($(date +%s%N) / 1000000)); }

# Starts the server as an operator does and sets $took_ms to the time until it answers that it is ready.
start() {
  local begin
  begin=$(now_ms)
  ./centuple serve --data "$folder/data" --http-port "$port" >>"$folder/log" 2>&1 &
  server=$!
  until curl -fs -o /dev/null --max-time 2 "http://127.0.0.1:$port/health/ready"; do
    if ! kill -0 "$server" 2>/dev/null || [ $(($(now_ms) - begin)) -gt 120000 ]; then
      echo "the server did not start:" >&2
      cat "$folder/log" >&2
      exit 1
    fi
    sleep 0.01
  done
  took_ms=$(($(now_ms) - begin))
}

rss_kb() { awk '/^VmRSS:/ {print $2}' "/proc/$server/status"; }

./centuple --version >/dev/null # builds where there is nothing to start
echo "$(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1), $(nproc) cores, $(uname -sr); ./centuple serve"
start
echo "first start, database made: $took_ms ms"
stop
start
echo "second start: $took_ms ms (not counted: the JVM writes its class archive at the first stop)"
stop
times=
for i in $(seq "$starts"); do
  [ -n "$server" ] && stop
  start
  echo "warm start $i: $took_ms ms"
  times="$times $took_ms"
done
median_ms=$(printf '%s\n' $times | sort -n | sed -n "$(((starts + 1) / 2))p")
worst_ms=$(printf '%s\n' $times | sort -n | tail -1)
echo "resident right after the start: $(($(rss_kb) / 1024)) MB; waiting $settle_seconds s"
sleep "$settle_seconds"
settled_kb=$(rss_kb)
code=0
verdict=MET
[ "$median_ms" -le "$ready_goal_ms" ] || { verdict=MISSED; code=1; }
echo "verdict: $verdict  warm start to /health/ready: median $median_ms ms, worst $worst_ms ms, $starts starts; goal $ready_goal_ms ms"
verdict=MET
[ "$settled_kb" -le "$rss_goal_kb" ] || { verdict=MISSED; code=1; }
echo "verdict: $verdict  idle server without its database: $((settled_kb / 1024)) MB resident; goal $((rss_goal_kb / 1024)) MB"
echo "not shown: memory after load, when the heap has grown; a database that must recover first"
exit $code

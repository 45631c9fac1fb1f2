#!/usr/bin/env bash
# Orders side by side with pgbench. Usage: bench/orders.sh [rounds] [seconds of a run]
set -euo pipefail
cd "$(dirname "$0")/.."
if ! command -v pgbench >/dev/null; then
  echo "No pgbench here; nothing measured. On Debian: apt-get install postgresql-contrib" >&2
  exit 2
fi
mvn -q -pl server,bench -DskipTests package dependency:build-classpath \
    -Dmdep.outputFile=target/classpath.txt -Dmdep.includeScope=runtime
touch server/target/centuple.jar # for the launcher: nothing is older than it
java=java
for candidate in "${JAVA_HOME:-}/bin/java" /usr/lib/jvm/*25*/bin/java; do
  if [ -x "$candidate" ] && "$candidate" -version 2>&1 | grep -q '"25'; then java=$candidate; break; fi
done
exec "$java" -Xmx1g -cp "bench/target/classes:$(cat bench/target/classpath.txt)" \
    centuple.bench.orders.OrdersBench ./centuple "$@"

#!/usr/bin/env bash
# Messages of shops' platforms at fixed rates. Usage: bench/hooks.sh [seconds of a run]
set -euo pipefail
cd "$(dirname "$0")/.."
mvn -q -pl server,bench -DskipTests package dependency:build-classpath \
    -Dmdep.outputFile=target/classpath.txt -Dmdep.includeScope=runtime
touch server/target/centuple.jar # for the launcher: nothing is older than it
java=java
for candidate in "${JAVA_HOME:-}/bin/java" /usr/lib/jvm/*25*/bin/java; do
  if [ -x "$candidate" ] && "$candidate" -version 2>&1 | grep -q '"25'; then java=$candidate; break; fi
done
# The messages of a run are signed beforehand and kept.
exec "$java" -Xms2g -Xmx2g -Xmn1g -XX:+UseSerialGC -cp "bench/target/classes:$(cat bench/target/classpath.txt)" \
    centuple.bench.orders.HookBench ./centuple "$@"

#!/usr/bin/env bash
# How long a routing decision takes, and what it allocates. Usage: bench/routing.sh
set -euo pipefail
cd "$(dirname "$0")/.."
mvn -q -pl server,bench -DskipTests package dependency:build-classpath \
    -Dmdep.outputFile=target/classpath.txt -Dmdep.includeScope=runtime
java=java
for candidate in "${JAVA_HOME:-}/bin/java" /usr/lib/jvm/*25*/bin/java; do
  if [ -x "$candidate" ] && "$candidate" -version 2>&1 | grep -q '"25'; then java=$candidate; break; fi
done
exec "$java" -cp "bench/target/classes:$(cat bench/target/classpath.txt)" centuple.bench.routing.RoutingBench "$@"

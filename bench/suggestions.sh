#!/usr/bin/env bash
# The suggestion endpoint of the packaged server at a fixed rate. Usage: bench/suggestions.sh [per second] [seconds]
set -euo pipefail
cd "$(dirname "$0")/.."
mvn -q -pl server,bench -DskipTests package dependency:build-classpath \
    -Dmdep.outputFile=target/classpath.txt -Dmdep.includeScope=runtime
touch server/target/centuple.jar # for the launcher: nothing is older than it
java=java
for candidate in "${JAVA_HOME:-}/bin/java" /usr/lib/jvm/*25*/bin/java; do
  if [ -x "$candidate" ] && "$candidate" -version 2>&1 | grep -q '"25'; then java=$candidate; break; fi
done
# The sender collects no garbage while it measures: what it makes fits into its young generation.
exec "$java" -Xms512m -Xmx512m -Xmn384m -XX:+UseSerialGC -cp "bench/target/classes:$(cat bench/target/classpath.txt)" \
    centuple.bench.routing.SuggestionBench ./centuple "$@"

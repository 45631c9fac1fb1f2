#!/usr/bin/env bash
# A million products: time of the import and memory of the index. Usage: bench/catalogue.sh [products]
# or bench/catalogue.sh gigabyte: feeds of 1 GB read in a heap of 48 MiB.
set -euo pipefail
cd "$(dirname "$0")/.."
mvn -q -pl server,bench -DskipTests package dependency:build-classpath \
    -Dmdep.outputFile=target/classpath.txt -Dmdep.includeScope=runtime
java=java
for candidate in "${JAVA_HOME:-}/bin/java" /usr/lib/jvm/*25*/bin/java; do
  if [ -x "$candidate" ] && "$candidate" -version 2>&1 | grep -q '"25'; then java=$candidate; break; fi
done
heap=-Xmx2g
if [ "${1:-}" = gigabyte ]; then heap="-Xmx48m -XX:+UseSerialGC"; fi
# shellcheck disable=SC2086
exec "$java" $heap -cp "bench/target/classes:$(cat bench/target/classpath.txt)" \
    centuple.bench.catalogue.CatalogueBench "$@"

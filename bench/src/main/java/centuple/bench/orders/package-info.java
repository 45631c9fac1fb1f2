/** Orders over HTTP side by side with pgbench on the same PostgreSQL. */
@NullMarked
package centuple.bench.orders;

import org.jspecify.annotations.NullMarked;

/** How long a routing decision takes, and that it allocates nothing. */
@NullMarked
package centuple.bench.routing;

import org.jspecify.annotations.NullMarked;

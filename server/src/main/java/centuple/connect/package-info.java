/** How shops' platforms report orders: each verifies its own messages and maps them to facts; all share one inbox. */
@NullMarked
package centuple.connect;

import org.jspecify.annotations.NullMarked;

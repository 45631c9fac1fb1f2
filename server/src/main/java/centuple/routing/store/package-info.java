/** Decisions, publishable keys and the figures of the weights in PostgreSQL. */
@NullMarked
package centuple.routing.store;

import org.jspecify.annotations.NullMarked;

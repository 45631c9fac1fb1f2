/** The log of decisions, and the making of weights in the background. */
@NullMarked
package centuple.routing.job;

import org.jspecify.annotations.NullMarked;

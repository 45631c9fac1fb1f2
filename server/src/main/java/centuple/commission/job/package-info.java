/** Group commit of order facts, and the hold that runs out. */
@NullMarked
package centuple.commission.job;

import org.jspecify.annotations.NullMarked;

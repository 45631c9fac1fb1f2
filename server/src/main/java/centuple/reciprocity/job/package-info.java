/** Decides again and again, and leases visits to this server's pair table. */
@NullMarked
package centuple.reciprocity.job;

import org.jspecify.annotations.NullMarked;

/** What the books of an exchange say of the niche. */
@NullMarked
package centuple.simulation.store;

import org.jspecify.annotations.NullMarked;

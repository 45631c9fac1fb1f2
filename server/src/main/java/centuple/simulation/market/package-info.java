/** A niche of many shops, played hour by hour under one policy. */
@NullMarked
package centuple.simulation.market;

import org.jspecify.annotations.NullMarked;

/** A seeded model of a niche of shops, played through the same core as the live exchange. */
@NullMarked
package centuple.simulation;

import org.jspecify.annotations.NullMarked;

/** Replays events with their own time through the path of live ones. */
@NullMarked
package centuple.simulation.job;

import org.jspecify.annotations.NullMarked;

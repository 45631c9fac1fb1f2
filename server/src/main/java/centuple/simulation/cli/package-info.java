/** The demo: the niche played through real exchanges, then live over HTTP. */
@NullMarked
package centuple.simulation.cli;

import org.jspecify.annotations.NullMarked;

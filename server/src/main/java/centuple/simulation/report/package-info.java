/** What the demo found, in words and figures. */
@NullMarked
package centuple.simulation.report;

import org.jspecify.annotations.NullMarked;

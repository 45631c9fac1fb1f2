/** The demo's read-only page. */
@NullMarked
package centuple.simulation.http;

import org.jspecify.annotations.NullMarked;

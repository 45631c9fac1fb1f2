/** The words of the report, from the class path. */
@NullMarked
package centuple.simulation.file;

import org.jspecify.annotations.NullMarked;

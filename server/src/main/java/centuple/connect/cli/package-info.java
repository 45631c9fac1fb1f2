/** Connecting a shop from the command line. */
@NullMarked
package centuple.connect.cli;

import org.jspecify.annotations.NullMarked;

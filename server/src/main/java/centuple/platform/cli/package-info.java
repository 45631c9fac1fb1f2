/** Commands and their progress on a terminal. */
@NullMarked
package centuple.platform.cli;

import org.jspecify.annotations.NullMarked;

/** What moving in says to the person at the terminal. */
@NullMarked
package centuple.moving.cli;

import org.jspecify.annotations.NullMarked;

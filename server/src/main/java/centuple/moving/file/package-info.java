/** Files of other programs, row by row. */
@NullMarked
package centuple.moving.file;

import org.jspecify.annotations.NullMarked;

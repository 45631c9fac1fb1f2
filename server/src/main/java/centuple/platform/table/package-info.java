/** Tables of text, row by row. */
@NullMarked
package centuple.platform.table;

import org.jspecify.annotations.NullMarked;

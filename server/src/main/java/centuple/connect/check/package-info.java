/** What a check of a connection finds. */
@NullMarked
package centuple.connect.check;

import org.jspecify.annotations.NullMarked;

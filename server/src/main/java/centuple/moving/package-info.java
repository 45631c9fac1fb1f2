/** What a shop brings from another program: its links, the clicks they had, and the sales still to be paid. */
@NullMarked
package centuple.moving;

import org.jspecify.annotations.NullMarked;

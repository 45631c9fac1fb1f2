/** The wiring of one exchange. */
@NullMarked
package centuple;

import org.jspecify.annotations.NullMarked;

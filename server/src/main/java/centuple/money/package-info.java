/** Minor units, basis points, and splitting without loss. */
@NullMarked
package centuple.money;

import org.jspecify.annotations.NullMarked;

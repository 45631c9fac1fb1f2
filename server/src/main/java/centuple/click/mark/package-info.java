/** By what a key file is known to be the exchange's own, without a key. */
@NullMarked
package centuple.click.mark;

import org.jspecify.annotations.NullMarked;

/** The hosts that shops claim, how they prove them, and what a failed check leads to. */
@NullMarked
package centuple.shop.domain;

import org.jspecify.annotations.NullMarked;

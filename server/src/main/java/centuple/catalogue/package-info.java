/** What shops sell, and which product of a partner stands for one that a shop cannot serve. */
@NullMarked
package centuple.catalogue;

import org.jspecify.annotations.NullMarked;

/** Tests of the package of the same name. */
@NullMarked
package centuple.shop.store;

import org.jspecify.annotations.NullMarked;

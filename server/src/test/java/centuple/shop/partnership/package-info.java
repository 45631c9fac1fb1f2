/** Tests of the package of the same name. */
@NullMarked
package centuple.shop.partnership;

import org.jspecify.annotations.NullMarked;

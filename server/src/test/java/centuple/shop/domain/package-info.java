/** Tests of the package of the same name. */
@NullMarked
package centuple.shop.domain;

import org.jspecify.annotations.NullMarked;

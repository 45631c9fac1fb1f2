/** Tests of the package of the same name. */
@NullMarked
package centuple.shop.http;

import org.jspecify.annotations.NullMarked;

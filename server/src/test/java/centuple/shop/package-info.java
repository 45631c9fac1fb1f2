/** Tests of shops, domains, partnerships and terms. */
@NullMarked
package centuple.shop;

import org.jspecify.annotations.NullMarked;

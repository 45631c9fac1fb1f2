/** Magento Open Source and Adobe Commerce, which are asked for their orders. */
@NullMarked
package centuple.connect.magento;

import org.jspecify.annotations.NullMarked;

/** Messages by Standard Webhooks with facts in our own order format: our modules, and any other shop. */
@NullMarked
package centuple.connect.standard;

import org.jspecify.annotations.NullMarked;

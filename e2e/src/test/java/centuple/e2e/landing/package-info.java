/** The landing script, as it is served, in a real browser on small pages of a shop. */
@NullMarked
package centuple.e2e.landing;

import org.jspecify.annotations.NullMarked;

/** Fetches feeds from the hosts that shops name. */
@NullMarked
package centuple.catalogue.net;

import org.jspecify.annotations.NullMarked;

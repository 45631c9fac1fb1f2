/** Feeds and pairs of products over the HTTP API. */
@NullMarked
package centuple.catalogue.http;

import org.jspecify.annotations.NullMarked;

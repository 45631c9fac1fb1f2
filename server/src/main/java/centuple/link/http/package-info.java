/** Links over the HTTP API. */
@NullMarked
package centuple.link.http;

import org.jspecify.annotations.NullMarked;

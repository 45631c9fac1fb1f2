/** The redirect on the event loops of the HTTP server. */
@NullMarked
package centuple.redirect.http;

import org.jspecify.annotations.NullMarked;

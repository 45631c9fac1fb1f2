/** What was brought from other programs, over the HTTP API. */
@NullMarked
package centuple.moving.http;

import org.jspecify.annotations.NullMarked;

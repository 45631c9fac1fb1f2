/** The server under the API: event loops, bounded blocking work, keys, rates, bodies, and a graceful stop. */
@NullMarked
package centuple.platform.http.server;

import org.jspecify.annotations.NullMarked;

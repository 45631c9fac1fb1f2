/** Tests of the server over real sockets. */
@NullMarked
package centuple.platform.http.server;

import org.jspecify.annotations.NullMarked;

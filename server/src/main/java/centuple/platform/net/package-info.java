/** Asking other hosts, without being led to places inside. */
@NullMarked
package centuple.platform.net;

import org.jspecify.annotations.NullMarked;

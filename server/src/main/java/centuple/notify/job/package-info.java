/** Sends messages to the endpoints of shops. */
@NullMarked
package centuple.notify.job;

import org.jspecify.annotations.NullMarked;

/** The routes by which shops say where they want to be told of events, and see what was told. */
@NullMarked
package centuple.notify.http;

import org.jspecify.annotations.NullMarked;

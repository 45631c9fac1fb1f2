/** Where platforms send their messages, and where shops set their connections up. */
@NullMarked
package centuple.connect.http;

import org.jspecify.annotations.NullMarked;

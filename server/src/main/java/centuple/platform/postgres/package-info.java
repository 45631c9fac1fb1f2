/**
 * A real PostgreSQL started beside the server, made for keeping data: durable, private, and able to start again after
 * any crash.
 */
@NullMarked
package centuple.platform.postgres;

import org.jspecify.annotations.NullMarked;

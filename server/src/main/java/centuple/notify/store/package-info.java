/** Endpoints and their deliveries in PostgreSQL, and which is to be sent next. */
@NullMarked
package centuple.notify.store;

import org.jspecify.annotations.NullMarked;

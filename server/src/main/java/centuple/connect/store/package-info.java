/** Connections and their inbox in PostgreSQL. */
@NullMarked
package centuple.connect.store;

import org.jspecify.annotations.NullMarked;

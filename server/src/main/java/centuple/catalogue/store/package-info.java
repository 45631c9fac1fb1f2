/** Feeds, products and pairs in PostgreSQL. */
@NullMarked
package centuple.catalogue.store;

import org.jspecify.annotations.NullMarked;

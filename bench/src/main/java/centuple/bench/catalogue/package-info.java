/** A million products: how long they take to come in, and how much memory the index needs. */
@NullMarked
package centuple.bench.catalogue;

import org.jspecify.annotations.NullMarked;

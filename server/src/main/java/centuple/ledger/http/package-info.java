/** Reading the books back over HTTP. */
@NullMarked
package centuple.ledger.http;

import org.jspecify.annotations.NullMarked;

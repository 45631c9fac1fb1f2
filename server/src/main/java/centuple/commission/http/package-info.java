/** Reading orders, commissions and balances back over HTTP. */
@NullMarked
package centuple.commission.http;

import org.jspecify.annotations.NullMarked;

/** Stripe Checkout and Payment Links. */
@NullMarked
package centuple.connect.stripe;

import org.jspecify.annotations.NullMarked;

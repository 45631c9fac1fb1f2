/** Missing sales: what a giver claims, what the receiver answers, and what silence books. */
@NullMarked
package centuple.claim;

import org.jspecify.annotations.NullMarked;

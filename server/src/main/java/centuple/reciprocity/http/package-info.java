/** How far giving may go with each partner, and what the giver decides about it, over HTTP. */
@NullMarked
package centuple.reciprocity.http;

import org.jspecify.annotations.NullMarked;

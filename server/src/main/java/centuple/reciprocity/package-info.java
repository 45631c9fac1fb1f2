/** What came back from each partner, how far giving may go before it stops, and when it goes on. */
@NullMarked
package centuple.reciprocity;

import org.jspecify.annotations.NullMarked;

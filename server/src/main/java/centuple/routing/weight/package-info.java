/** What a partner proved to be worth, and the weights of the draw made of it; all of it in the background. */
@NullMarked
package centuple.routing.weight;

import org.jspecify.annotations.NullMarked;

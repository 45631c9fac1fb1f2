/** The redirect side by side with nginx. */
@NullMarked
package centuple.bench.redirect;

import org.jspecify.annotations.NullMarked;

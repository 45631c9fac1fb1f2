/** Who gets a visitor that a shop cannot serve: who is eligible, whether it is worth it, and the draw among them. */
@NullMarked
package centuple.routing;

import org.jspecify.annotations.NullMarked;

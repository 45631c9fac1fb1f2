/** Suggestions for the pages of shops, their explanation, and the published rule. */
@NullMarked
package centuple.routing.http;

import org.jspecify.annotations.NullMarked;

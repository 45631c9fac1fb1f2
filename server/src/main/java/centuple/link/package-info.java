/** Links, and the immutable table of them that the redirect reads. */
@NullMarked
package centuple.link;

import org.jspecify.annotations.NullMarked;

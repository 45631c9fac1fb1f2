/** Strict reading and plain writing of JSON. */
@NullMarked
package centuple.platform.json;

import org.jspecify.annotations.NullMarked;

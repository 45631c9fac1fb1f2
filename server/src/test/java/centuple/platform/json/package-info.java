/** Tests of strict reading. */
@NullMarked
package centuple.platform.json;

import org.jspecify.annotations.NullMarked;

/** Tests of asking other hosts. */
@NullMarked
package centuple.platform.net;

import org.jspecify.annotations.NullMarked;

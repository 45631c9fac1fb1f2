/** Technical ground under every feature; knows no business word. */
@NullMarked
package centuple.platform;

import org.jspecify.annotations.NullMarked;

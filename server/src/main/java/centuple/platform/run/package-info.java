/** What runs in the process, and its end in good order. */
@NullMarked
package centuple.platform.run;

import org.jspecify.annotations.NullMarked;

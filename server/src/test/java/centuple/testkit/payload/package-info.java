/** Messages of shop platforms: as they come, and damaged by the thousand. */
@NullMarked
package centuple.testkit.payload;

import org.jspecify.annotations.NullMarked;

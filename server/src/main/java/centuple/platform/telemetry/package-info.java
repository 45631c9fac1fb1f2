/** What the server tells of itself: health, counts, and a log without personal data. */
@NullMarked
package centuple.platform.telemetry;

import org.jspecify.annotations.NullMarked;

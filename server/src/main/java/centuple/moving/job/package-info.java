/** Takes a file in: looks through it, then books it or says what would be booked. */
@NullMarked
package centuple.moving.job;

import org.jspecify.annotations.NullMarked;

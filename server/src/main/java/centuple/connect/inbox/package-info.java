/** A message as it is kept until its facts are booked. */
@NullMarked
package centuple.connect.inbox;

import org.jspecify.annotations.NullMarked;

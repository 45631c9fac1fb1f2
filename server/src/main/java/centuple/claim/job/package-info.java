/** The passing of time for claims: reminders, silence, and holds that end. */
@NullMarked
package centuple.claim.job;

import org.jspecify.annotations.NullMarked;

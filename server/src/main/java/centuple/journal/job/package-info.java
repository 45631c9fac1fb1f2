/** What works beside the event loops: bringing clicks into the database, and cleaning up. */
@NullMarked
package centuple.journal.job;

import org.jspecify.annotations.NullMarked;

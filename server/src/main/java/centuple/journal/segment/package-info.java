/** The form of the journal's segments: header, records, and how they are found again in whatever a crash left. */
@NullMarked
package centuple.journal.segment;

import org.jspecify.annotations.NullMarked;

/** The books as files. */
@NullMarked
package centuple.ledger.file;

import org.jspecify.annotations.NullMarked;

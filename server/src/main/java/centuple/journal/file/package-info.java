/** The journal in local files: memory-mapped segments, one writer per event loop, and their recovery. */
@NullMarked
package centuple.journal.file;

import org.jspecify.annotations.NullMarked;

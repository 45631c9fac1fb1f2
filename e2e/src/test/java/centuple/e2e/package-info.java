/** Tests against the packaged server as its own process: crashes, lost databases, accounting programs, the launcher. */
@NullMarked
package centuple.e2e;

import org.jspecify.annotations.NullMarked;

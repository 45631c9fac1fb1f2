/** Reading clicks back over HTTP. */
@NullMarked
package centuple.journal.http;

import org.jspecify.annotations.NullMarked;

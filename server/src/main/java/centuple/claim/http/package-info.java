/** Claims over HTTP: makes, answers, contests and reads them. */
@NullMarked
package centuple.claim.http;

import org.jspecify.annotations.NullMarked;

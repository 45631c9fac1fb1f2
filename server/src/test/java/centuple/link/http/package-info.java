/** Tests of links over the API. */
@NullMarked
package centuple.link.http;

import org.jspecify.annotations.NullMarked;

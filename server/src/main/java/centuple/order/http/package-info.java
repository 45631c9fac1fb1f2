/** Orders over HTTP: what shops report. */
@NullMarked
package centuple.order.http;

import org.jspecify.annotations.NullMarked;

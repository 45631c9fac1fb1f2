/** Tests of the daily checks. */
@NullMarked
package centuple.shop.job;

import org.jspecify.annotations.NullMarked;

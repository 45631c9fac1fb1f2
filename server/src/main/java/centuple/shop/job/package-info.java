/** What is done daily for shops, whoever asks. */
@NullMarked
package centuple.shop.job;

import org.jspecify.annotations.NullMarked;

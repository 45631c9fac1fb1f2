/** Product feeds as shops publish them: settings, what is read of an item, and what is refused with which reason. */
@NullMarked
package centuple.catalogue.feed;

import org.jspecify.annotations.NullMarked;

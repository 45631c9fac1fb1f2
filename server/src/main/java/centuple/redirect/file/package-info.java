/** Loads the lists that the redirect decides by. */
@NullMarked
package centuple.redirect.file;

import org.jspecify.annotations.NullMarked;

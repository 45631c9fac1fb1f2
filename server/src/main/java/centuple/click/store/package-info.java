/** What the database knows of the master keys: marks, by which a wrong key file is found before it does harm. */
@NullMarked
package centuple.click.store;

import org.jspecify.annotations.NullMarked;

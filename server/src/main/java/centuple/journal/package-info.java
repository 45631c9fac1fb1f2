/** The journal of clicks: what is written before a visitor is answered, and how it comes into the database. */
@NullMarked
package centuple.journal;

import org.jspecify.annotations.NullMarked;

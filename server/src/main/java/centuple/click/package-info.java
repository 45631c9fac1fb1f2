/** The click: its id, its signed token and the record the journal keeps of it; pure, without input or output. */
@NullMarked
package centuple.click;

import org.jspecify.annotations.NullMarked;

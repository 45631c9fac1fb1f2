/** Telling shops what happened: which events a shop wants where, how they are signed, when they are sent again. */
@NullMarked
package centuple.notify;

import org.jspecify.annotations.NullMarked;

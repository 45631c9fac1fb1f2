/** Reads the forms of feeds as streams, in bounded memory. */
@NullMarked
package centuple.catalogue.file;

import org.jspecify.annotations.NullMarked;

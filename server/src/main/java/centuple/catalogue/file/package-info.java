/** Feeds as files: where they come from, and how their forms are read as streams in bounded memory. */
@NullMarked
package centuple.catalogue.file;

import org.jspecify.annotations.NullMarked;

/** Folders and files kept safe: locks, private files, removal, what survives a power cut. */
@NullMarked
package centuple.platform.file;

import org.jspecify.annotations.NullMarked;

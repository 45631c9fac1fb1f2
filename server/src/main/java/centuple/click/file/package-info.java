/** The file that holds the master keys: created at the first start, readable by its owner only. */
@NullMarked
package centuple.click.file;

import org.jspecify.annotations.NullMarked;

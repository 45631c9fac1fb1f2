/** Keeps the link table up to date while the server runs. */
@NullMarked
package centuple.link.job;

import org.jspecify.annotations.NullMarked;

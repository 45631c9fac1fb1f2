/** Reads feeds when they are due, and keeps the index in memory as new as the database. */
@NullMarked
package centuple.catalogue.job;

import org.jspecify.annotations.NullMarked;

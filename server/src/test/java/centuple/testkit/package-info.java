/** What tests of several features share: a fresh database, and later clocks and generators. */
@NullMarked
package centuple.testkit;

import org.jspecify.annotations.NullMarked;

/** What every bench needs to know of the machine it runs on. */
@NullMarked
package centuple.bench.machine;

import org.jspecify.annotations.NullMarked;

/** Takes messages in, maps them to facts, and asks for those that were missed. */
@NullMarked
package centuple.connect.job;

import org.jspecify.annotations.NullMarked;

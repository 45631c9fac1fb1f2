/** What decides in the model whether a shop's visitors go on: plain rules, and the exchange's own reciprocity. */
@NullMarked
package centuple.simulation.guard;

import org.jspecify.annotations.NullMarked;

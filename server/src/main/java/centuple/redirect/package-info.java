/** The hot path: from the fields of a request and the tables to a redirect or a refusal, in named steps. */
@NullMarked
package centuple.redirect;

import org.jspecify.annotations.NullMarked;

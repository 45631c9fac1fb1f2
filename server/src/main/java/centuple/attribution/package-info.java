/** Facts, tokens and terms in; Attributed or Unattributed with a reason out. */
@NullMarked
package centuple.attribution;

import org.jspecify.annotations.NullMarked;

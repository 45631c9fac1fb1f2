/** What a platform sends, read and reduced; its API, asked. */
@NullMarked
package centuple.connect.net;

import org.jspecify.annotations.NullMarked;

/** Settings from a file, the environment and the command line: each declared once, checked, explained, printable. */
@NullMarked
package centuple.platform.config;

import org.jspecify.annotations.NullMarked;

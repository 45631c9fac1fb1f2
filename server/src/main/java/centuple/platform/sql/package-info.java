/** Transactions, migrations and rows over plain JDBC: the SQL stays in view, the boilerplate goes away. */
@NullMarked
package centuple.platform.sql;

import org.jspecify.annotations.NullMarked;

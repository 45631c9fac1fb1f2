package centuple.platform.sql;

import java.sql.SQLException;

/** Makes a value of the row a query stands on. */
@FunctionalInterface
public interface RowMapper<T> {
    /** Reads what it needs; must not keep the row. */
    T map(Row row) throws SQLException;
}

package centuple.platform.sql;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Statements with {@code ?} and their values, on the connection of an open transaction. Values may be null,
 * {@code Boolean}, {@code Integer}, {@code Long}, {@code Double}, {@code BigDecimal}, {@code String}, {@code UUID},
 * {@code Instant}, {@code LocalDate}, {@code byte[]}, {@link Jsonb}, or an array for {@code unnest} and {@code any}:
 * {@code int[]}, {@code long[]}, {@code boolean[]}, {@code byte[][]}, {@code String[]}, {@code UUID[]},
 * {@code Instant[]}, {@code Integer[]}, {@code Long[]}, {@code Boolean[]} (elements may be null where they are
 * objects).
 */
public final class Sql {
    /** Rows fetched at a time by {@link #each}. */
    private static final int ROWS_PER_FETCH = 1_000;

    private Sql() {
    }

    /** All rows of a query. */
    public static <T> List<T> list(Connection connection, String sql, RowMapper<T> mapper, @Nullable Object... values)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, values);
                ResultSet rows = statement.executeQuery()) {
            List<T> all = new ArrayList<>();
            Row row = new Row(rows);
            while (rows.next()) {
                all.add(mapper.map(row));
            }
            return all;
        }
    }

    /** The row of a query that has none or one; more is a mistake in the query and refused. */
    public static <T> Optional<T> optional(Connection connection, String sql, RowMapper<T> mapper,
            @Nullable Object... values) throws SQLException {
        List<T> all = list(connection, sql, mapper, values);
        if (all.size() > 1) {
            throw new SQLException("a query for at most one row found " + all.size());
        }
        return all.stream().findFirst();
    }

    /** The row of a query that has exactly one. */
    public static <T> T one(Connection connection, String sql, RowMapper<T> mapper, @Nullable Object... values)
            throws SQLException {
        return optional(connection, sql, mapper, values)
                .orElseThrow(() -> new SQLException("a query for exactly one row found none"));
    }

    /**
     * Hands over the rows one after the other, never holding many: for exports. Needs an open transaction (as
     * {@link Database#read} has).
     *
     * @return how many there were
     */
    public static <T> long each(Connection connection, String sql, RowMapper<T> mapper, Consumer<? super T> consumer,
            @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, values)) {
            statement.setFetchSize(ROWS_PER_FETCH);
            try (ResultSet rows = statement.executeQuery()) {
                Row row = new Row(rows);
                long count = 0;
                while (rows.next()) {
                    consumer.accept(mapper.map(row));
                    count++;
                }
                return count;
            }
        }
    }

    /** Runs an insert, update, delete or statement without rows and tells how many rows it touched. */
    public static int update(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, values)) {
            return statement.executeUpdate();
        }
    }

    /** Runs a statement whose answer is of no interest, such as {@code select pg_notify(...)}. */
    public static void run(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, values)) {
            statement.execute();
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, @Nullable Object... values)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            for (int i = 0; i < values.length; i++) {
                bind(connection, statement, i + 1, values[i]);
            }
            return statement;
        } catch (SQLException | RuntimeException failure) {
            statement.close();
            throw failure;
        }
    }

    private static void bind(Connection connection, PreparedStatement statement, int index, @Nullable Object value)
            throws SQLException {
        switch (value) {
            case null -> statement.setNull(index, Types.NULL);
            case Boolean b -> statement.setBoolean(index, b);
            case Integer i -> statement.setInt(index, i);
            case Long l -> statement.setLong(index, l);
            case Double d -> statement.setDouble(index, d);
            case BigDecimal n -> statement.setBigDecimal(index, n);
            case String s -> statement.setString(index, s);
            case UUID u -> statement.setObject(index, u);
            case Instant t -> statement.setObject(index, t.atOffset(ZoneOffset.UTC));
            case LocalDate d -> statement.setObject(index, d);
            case byte[] b -> statement.setBytes(index, b);
            case Jsonb j -> statement.setObject(index, j.json(), Types.OTHER);
            default -> bindArray(connection, statement, index, value);
        }
    }

    private static void bindArray(Connection connection, PreparedStatement statement, int index, Object value)
            throws SQLException {
        switch (value) {
            case int[] a -> statement.setObject(index, a);
            case long[] a -> statement.setObject(index, a);
            case boolean[] a -> statement.setObject(index, a);
            case byte[][] a -> statement.setObject(index, a);
            case String[] a -> statement.setArray(index, connection.createArrayOf("text", a));
            case UUID[] a -> statement.setObject(index, BinaryArray.of(a));
            case Integer[] a -> statement.setArray(index, connection.createArrayOf("int4", a));
            case Long[] a -> statement.setArray(index, connection.createArrayOf("int8", a));
            case Boolean[] a -> statement.setArray(index, connection.createArrayOf("bool", a));
            case Instant[] a -> statement.setObject(index, BinaryArray.of(a));
            default -> throw new IllegalArgumentException(
                    "cannot give a " + value.getClass().getName() + " to a statement; see Sql for what can be given");
        }
    }
}

package centuple.platform.sql;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/**
 * Rows on their way into one statement: an array for each column, which the statement takes apart by {@code unnest}.
 * A thousand rows then cost one round trip and one plan.
 *
 * <pre>{@code
 * Sql.update(connection, "insert into price select * from unnest(?, ?)",
 *         RowColumns.of(prices).texts(Price::product).longs(Price::amountMinor).values());
 * }</pre>
 *
 * Columns stand in the order in which they are called. Not thread-safe.
 *
 * @param <T> the row
 */
public final class RowColumns<T> {
    private final List<T> rows;
    private final List<Object> columns = new ArrayList<>();

    private RowColumns(List<T> rows) {
        this.rows = rows;
    }

    /** Columns of these rows. */
    public static <T> RowColumns<T> of(List<T> rows) {
        return new RowColumns<>(rows);
    }

    /** A column {@code int4[]}. */
    public RowColumns<T> ints(ToIntFunction<T> value) {
        return add(rows.stream().mapToInt(value).toArray());
    }

    /** A column {@code int4[]} with nulls. */
    public RowColumns<T> intsOrNull(Function<T, @Nullable Integer> value) {
        return add(rows.stream().map(value).toArray(Integer[]::new));
    }

    /** A column {@code int8[]}. */
    public RowColumns<T> longs(ToLongFunction<T> value) {
        return add(rows.stream().mapToLong(value).toArray());
    }

    /** A column {@code int8[]} with nulls. */
    public RowColumns<T> longsOrNull(Function<T, @Nullable Long> value) {
        return add(rows.stream().map(value).toArray(Long[]::new));
    }

    /** A column {@code text[]}, nulls allowed; the statement casts it to what it needs, {@code jsonb} for one. */
    public RowColumns<T> texts(Function<T, @Nullable String> value) {
        return add(rows.stream().map(value).toArray(String[]::new));
    }

    /** A column {@code uuid[]}, nulls allowed. */
    public RowColumns<T> uuids(Function<T, @Nullable UUID> value) {
        return add(rows.stream().map(value).toArray(UUID[]::new));
    }

    /** A column {@code timestamptz[]}, nulls allowed. */
    public RowColumns<T> times(Function<T, @Nullable Instant> value) {
        return add(rows.stream().map(value).toArray(Instant[]::new));
    }

    /** A column {@code bytea[]}. */
    public RowColumns<T> bytes(Function<T, byte[]> value) {
        return add(rows.stream().map(value).toArray(byte[][]::new));
    }

    /** The arrays, as {@link Sql} binds them. */
    public @Nullable Object[] values() {
        return columns.toArray();
    }

    private RowColumns<T> add(Object column) {
        columns.add(column);
        return this;
    }
}

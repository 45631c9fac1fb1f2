package centuple.platform.sql;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * The row a query stands on, read by column name. The plain methods refuse a null, the ones ending in {@code OrNull}
 * pass it on. Valid only inside the mapper it is given to.
 */
public final class Row {
    private final ResultSet rows;

    Row(ResultSet rows) {
        this.rows = rows;
    }

    /** Of type integer or smallint. */
    public int integer(String column) throws SQLException {
        int value = rows.getInt(column);
        refuseNull(column);
        return value;
    }

    /** Of type integer or smallint. */
    public @Nullable Integer integerOrNull(String column) throws SQLException {
        int value = rows.getInt(column);
        return rows.wasNull() ? null : value;
    }

    /** Of type bigint. */
    public long bigint(String column) throws SQLException {
        long value = rows.getLong(column);
        refuseNull(column);
        return value;
    }

    /** Of type bigint. */
    public @Nullable Long bigintOrNull(String column) throws SQLException {
        long value = rows.getLong(column);
        return rows.wasNull() ? null : value;
    }

    /** Of type double precision. */
    public double real(String column) throws SQLException {
        double value = rows.getDouble(column);
        refuseNull(column);
        return value;
    }

    /** Of type numeric. */
    public BigDecimal numeric(String column) throws SQLException {
        return present(column, rows.getBigDecimal(column));
    }

    /** Of type boolean. */
    public boolean bool(String column) throws SQLException {
        boolean value = rows.getBoolean(column);
        refuseNull(column);
        return value;
    }

    /** Of type boolean. */
    public @Nullable Boolean boolOrNull(String column) throws SQLException {
        boolean value = rows.getBoolean(column);
        return rows.wasNull() ? null : value;
    }

    /** Of a text or char type, or the text of a jsonb. */
    public String text(String column) throws SQLException {
        return present(column, rows.getString(column));
    }

    /** Of a text or char type, or the text of a jsonb. */
    public @Nullable String textOrNull(String column) throws SQLException {
        return rows.getString(column);
    }

    /** Of type bytea. */
    public byte[] bytes(String column) throws SQLException {
        return present(column, rows.getBytes(column));
    }

    /** Of type bytea. */
    public byte @Nullable [] bytesOrNull(String column) throws SQLException {
        return rows.getBytes(column);
    }

    /** Of type uuid. */
    public UUID uuid(String column) throws SQLException {
        return present(column, uuidOrNull(column));
    }

    /** Of type uuid. */
    public @Nullable UUID uuidOrNull(String column) throws SQLException {
        return rows.getObject(column, UUID.class);
    }

    /** Of type timestamptz; microseconds. */
    public Instant instant(String column) throws SQLException {
        return present(column, instantOrNull(column));
    }

    /** Of type timestamptz; microseconds. */
    public @Nullable Instant instantOrNull(String column) throws SQLException {
        OffsetDateTime value = rows.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    /** Of type date. */
    public LocalDate date(String column) throws SQLException {
        return present(column, rows.getObject(column, LocalDate.class));
    }

    /** Of type text[]. */
    public String[] texts(String column) throws SQLException {
        return (String[]) array(column);
    }

    /** Of type integer[]. */
    public Integer[] integers(String column) throws SQLException {
        return (Integer[]) array(column);
    }

    /** Of type bigint[]. */
    public Long[] bigints(String column) throws SQLException {
        return (Long[]) array(column);
    }

    /** Of type uuid[]. */
    public UUID[] uuids(String column) throws SQLException {
        return (UUID[]) array(column);
    }

    private Object array(String column) throws SQLException {
        Array array = present(column, rows.getArray(column));
        return array.getArray();
    }

    private void refuseNull(String column) throws SQLException {
        if (rows.wasNull()) {
            throw isNull(column);
        }
    }

    private static <T> T present(String column, @Nullable T value) throws SQLException {
        if (value == null) {
            throw isNull(column);
        }
        return value;
    }

    private static SQLException isNull(String column) {
        return new SQLException("the column " + column + " is null where a value is needed");
    }
}

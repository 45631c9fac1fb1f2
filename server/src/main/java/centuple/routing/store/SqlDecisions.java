package centuple.routing.store;

import centuple.platform.json.Json;
import centuple.platform.sql.Row;
import centuple.platform.sql.Sql;
import centuple.shop.ShopId;
import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;

/** Reads and forgets decisions, on one open transaction. Not thread-safe. */
public final class SqlDecisions {
    /** Partitions dropped at a time. */
    private static final int DAYS_DROPPED_MAX = 10;

    private final Connection connection;

    public SqlDecisions(Connection connection) {
        this.connection = connection;
    }

    /** The decision of that id, if the reader is its giver or the operator. */
    public Optional<Stored> find(UUID id, ShopId reader) throws SQLException {
        // Its time stands in its id, so one day's partition is looked into.
        Instant at = Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
        return Sql.optional(connection, """
                select id, at, giver, reason, product, category, country, arm, eligible, refusals::text as refusals,
                    shown::text as shown
                from decision where id = ? and at between ? and ? and (? = 0 or giver = ?)
                """, SqlDecisions::read, id, at.minus(Duration.ofSeconds(1)), at.plus(Duration.ofSeconds(1)),
                reader.value(), reader.value());
    }

    /** Forgets whole days; tells how many. */
    public int dropBefore(LocalDate day) throws SQLException {
        return Sql.one(connection, "select decision_days_drop(?, ?) as days", row -> row.integer("days"), day,
                DAYS_DROPPED_MAX);
    }

    private static Stored read(Row row) throws SQLException {
        String country = row.textOrNull("country");
        return new Stored(row.uuid("id"), row.instant("at"), new Asked(row.text("reason"), row.text("product"),
                row.text("category"), country == null ? "" : country), row.integer("eligible"), tree(row, "refusals"),
                tree(row, "shown"));
    }

    private static JsonNode tree(Row row, String column) throws SQLException {
        return Json.tree(row.text(column).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A decision as it was kept.
     *
     * @param refusals how many partners were not eligible, by reason
     * @param shown receiver, product, match and probability of each
     */
    public record Stored(UUID id, Instant at, Asked asked, int eligible, JsonNode refusals, JsonNode shown) {
    }

    /** What it was about; texts are empty where nothing was said. */
    public record Asked(String reason, String product, String category, String country) {
    }
}

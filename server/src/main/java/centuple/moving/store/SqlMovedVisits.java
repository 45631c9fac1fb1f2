package centuple.moving.store;

import centuple.platform.sql.Sql;
import centuple.shop.ShopId;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads the clicks that givers brought from other programs. Stateless. */
public final class SqlMovedVisits {
    private SqlMovedVisits() {
    }

    /** Those of a giver's links, by link, program, span and day. */
    public static List<Counted> page(Connection connection, ShopId giver, Optional<Place> after, int countMax)
            throws SQLException {
        Place place = after.orElse(null);
        return Sql.list(connection, """
                select v.link_id, l.code, v.program, v.span, v.first_day::text, v.last_day::text, v.visits
                from moved_visits v join link l on l.id = v.link_id
                where l.giver = ? and (?::uuid is null
                    or (v.link_id, v.program, v.span, v.first_day) > (?, ?, ?, ?::date))
                order by v.link_id, v.program, v.span, v.first_day limit ?
                """, row -> new Counted(new Place(row.uuid("link_id"), row.text("program"), row.text("span"),
                LocalDate.parse(row.text("first_day"))), row.text("code"), LocalDate.parse(row.text("last_day")),
                row.bigint("visits")), giver.value(), place == null ? null : place.link(),
                place == null ? null : place.link(), place == null ? null : place.program(),
                place == null ? null : place.span(), place == null ? null : place.firstDay(), countMax);
    }

    /** Which count. */
    public record Place(UUID link, String program, String span, LocalDate firstDay) {
    }

    /** How often a link was followed, by another program. */
    public record Counted(Place place, String code, LocalDate lastDay, long visits) {
    }
}

package centuple.moving.store;

import centuple.platform.sql.Sql;
import centuple.shop.ShopId;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** What was brought from other programs, and who is meant by it, on one open transaction. Not thread-safe. */
public final class SqlMoving {
    private final Connection connection;

    public SqlMoving(Connection connection) {
        this.connection = connection;
    }

    /** The shop of that id, or that has proven that host, with or without {@code www.}. */
    public Optional<ShopId> shop(String idOrHost) throws SQLException {
        Optional<ShopId> id = ShopId.parse(idOrHost);
        if (id.isPresent()) {
            return Sql.optional(connection, "select id from shop where id = ?", row -> new ShopId(row.integer("id")),
                    id.get().value());
        }
        String host = idOrHost.toLowerCase(Locale.ROOT);
        return Sql.optional(connection, """
                select shop_id from domain where kind = 'SHOP' and standing = 'PROVEN'
                    and host in (?, regexp_replace(?, '^www\\.', '')) order by length(host) desc limit 1
                """, row -> new ShopId(row.integer("shop_id")), host, host);
    }

    /** Since when the giver has accepted terms of the receiver, in the partnership there is now. */
    public Optional<Instant> termsSince(ShopId receiver, ShopId giver) throws SQLException {
        return Sql.optional(connection, """
                select min(a.accepted_at) as since from terms_acceptance a join terms_version
                    using (receiver, giver, version) join partnership p on p.id = partnership_id
                where receiver = ? and giver = ? and p.state = 'ACCEPTED' having min(a.accepted_at) is not null
                """, row -> row.instant("since"), receiver.value(), giver.value());
    }

    /** The link of ours that stands for one of theirs. */
    public Optional<UUID> movedLink(ShopId giver, String program, String shortLink) throws SQLException {
        return Sql.optional(connection,
                "select link_id from moved_link where giver = ? and program = ? and short_link = ?",
                row -> row.uuid("link_id"), giver.value(), program, shortLink);
    }

    /** The giver's link with that code, whether it was brought or made here. */
    public Optional<UUID> linkOfCode(ShopId giver, String code) throws SQLException {
        return Sql.optional(connection, "select id from link where giver = ? and code = ?", row -> row.uuid("id"),
                giver.value(), code);
    }

    public void addMovedLink(ShopId giver, String program, String shortLink, UUID link, Instant now)
            throws SQLException {
        Sql.update(connection, """
                insert into moved_link (giver, program, short_link, link_id, moved_at) values (?, ?, ?, ?, ?)
                """, giver.value(), program, shortLink, link, now);
    }

    /** Orders that were brought, so that they are no return for visits given here. */
    public void addSales(List<UUID> orders) throws SQLException {
        Sql.update(connection, "insert into moved_sale (order_id) select unnest(?) on conflict do nothing",
                (Object) orders.toArray(UUID[]::new));
    }

    /** The clicks of some links on some days; of a day that was brought before the higher count stays. */
    public void addDays(String program, List<LinkDay> days) throws SQLException {
        Sql.update(connection, """
                insert into moved_visits (link_id, program, span, first_day, last_day, visits)
                select link_id, ?, 'DAY', day::date, day::date, visits
                from unnest(?, ?, ?) as brought (link_id, day, visits) order by link_id, day
                on conflict (link_id, program, span, first_day)
                    do update set visits = greatest(moved_visits.visits, excluded.visits)
                """, program, days.stream().map(LinkDay::link).toArray(UUID[]::new),
                days.stream().map(day -> day.day().toString()).toArray(String[]::new),
                days.stream().mapToLong(LinkDay::visits).toArray());
    }

    /** All the clicks a link had; a later, higher total takes the place of the one before. */
    public void addTotal(UUID link, String program, LocalDate first, LocalDate last, long visits) throws SQLException {
        Sql.update(connection, """
                insert into moved_visits (link_id, program, span, first_day, last_day, visits)
                values (?, ?, 'TOTAL', ?, ?, ?)
                on conflict (link_id, program, span, first_day) do update
                    set visits = greatest(moved_visits.visits, excluded.visits),
                        last_day = greatest(moved_visits.last_day, excluded.last_day)
                """, link, program, first, last, visits);
    }

    /** The clicks of one link on one day. */
    public record LinkDay(UUID link, LocalDate day, long visits) {
    }
}

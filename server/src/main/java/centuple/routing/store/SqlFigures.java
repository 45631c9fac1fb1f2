package centuple.routing.store;

import centuple.money.Currency;
import centuple.platform.sql.DatabaseException;
import centuple.platform.sql.Row;
import centuple.platform.sql.Sql;
import centuple.routing.weight.Figures;
import centuple.routing.weight.Figures.PairKey;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Reads what happened between all shops, as one moment of the database shows it. Not thread-safe. */
public final class SqlFigures {
    /** How far is looked back. */
    public static final Duration LOOKED_BACK = Duration.ofDays(60);

    private static final String VISITS = """
            select c.giver, c.receiver, coalesce(d.category, '') as category, coalesce(c.country, '') as country,
                date_trunc('day', c.at, 'UTC') as day, count(*) as visits
            from click c
            left join decision d on d.id = c.link_id and d.at >= ?
            where c.at >= ? and c.class = 'counted'
            group by 1, 2, 3, 4, 5
            """;

    /** Commissions whose proof is a click: as first booked, and what of them was given back before or after paying. */
    private static final String SALES = """
            with sold as (
                select proof_value, min(at) as at,
                    count(distinct cause_id) filter (where to_stage = 'PENDING') as orders,
                    sum(amount_minor) filter (where to_stage = 'PENDING') as booked,
                    sum(amount_minor) filter (where to_stage = 'ACCRUED'
                        or (from_stage = 'ACCRUED' and to_stage = 'DUE')) as given_back
                from transfer
                where id >= ? and cause = 'COMMISSION' and proof = 'CLICK'
                group by proof_value)
            select c.giver, c.receiver, coalesce(d.category, '') as category, coalesce(c.country, '') as country,
                sum(sold.orders)::bigint as orders, coalesce(sum(sold.booked), 0)::bigint as booked,
                coalesce(sum(sold.given_back), 0)::bigint as given_back, count(*) as clicks,
                coalesce(sum(extract(epoch from sold.at - c.at)), 0)::double precision / 86400 as delay_days
            from sold
            join click c on c.id = decode(substr(sold.proof_value, 5), 'hex') and c.at >= ?
            left join decision d on d.id = c.link_id and d.at >= ?
            where sold.orders > 0
            group by 1, 2, 3, 4
            """;

    private static final String OFFERS = """
            with newest as (
                select distinct on (t.receiver, t.giver) t.receiver, t.giver, t.currency, t.visit_value_minor,
                    coalesce((t.rules -> 0 ->> 'percent_bps')::integer, 0) as basis_points,
                    coalesce((t.rules -> 0 ->> 'flat_minor')::bigint, 0) as flat_minor
                from terms_version t
                join terms_acceptance using (receiver, giver, version)
                join partnership p on p.id = t.partnership_id and p.state = 'ACCEPTED'
                order by t.receiver, t.giver, t.version desc)
            select n.receiver, n.giver, n.currency::text as currency, n.basis_points, n.flat_minor,
                s.currency::text as giver_currency, n.visit_value_minor
            from newest n
            join shop s on s.id = n.giver
            """;

    private final Connection connection;

    public SqlFigures(Connection connection) {
        this.connection = connection;
    }

    /** The figures as of now. */
    public Figures load(Instant now) {
        Instant since = now.minus(LOOKED_BACK);
        try {
            return new Figures(Sql.list(connection, VISITS, row -> visits(row, now), since, since),
                    Sql.list(connection, SALES, SqlFigures::sales, firstId(since), since, since), offers());
        } catch (SQLException failure) {
            throw DatabaseException.of(failure);
        }
    }

    /** What receivers offer now, by pair: a small part of the figures, and the one that a change of terms changes. */
    public Map<PairKey, Figures.Offer> offers() {
        Map<PairKey, Figures.Offer> offers = new HashMap<>();
        try {
            Sql.list(connection, OFFERS, row -> offers.put(pair(row), offer(row)) == null);
        } catch (SQLException failure) {
            throw DatabaseException.of(failure);
        }
        return offers;
    }

    private static Figures.Offer offer(Row row) throws SQLException {
        return new Figures.Offer(new Currency(row.text("currency")), row.integer("basis_points"),
                row.bigint("flat_minor"), row.bigintOrNull("visit_value_minor"),
                new Currency(row.text("giver_currency")));
    }

    /** Ids of transfers are ordered by time. */
    private static UUID firstId(Instant since) {
        return new UUID(since.toEpochMilli() << 16, 0);
    }

    /** A day's visits are on average from its middle. */
    private static Figures.Visits visits(Row row, Instant now) throws SQLException {
        double hours = Duration.between(row.instant("day").plus(Duration.ofHours(12)), now).toMinutes() / 60.0;
        return new Figures.Visits(place(row), Math.max(hours / 24, 0.25), row.bigint("visits"));
    }

    private static Figures.Sales sales(Row row) throws SQLException {
        return new Figures.Sales(place(row), row.bigint("orders"), row.bigint("booked"), row.bigint("given_back"),
                row.real("delay_days"), row.bigint("clicks"));
    }

    private static Figures.Place place(Row row) throws SQLException {
        return new Figures.Place(pair(row), row.text("category"), row.text("country"));
    }

    private static PairKey pair(Row row) throws SQLException {
        return new PairKey(row.integer("giver"), row.integer("receiver"));
    }
}

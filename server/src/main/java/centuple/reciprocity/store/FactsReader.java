package centuple.reciprocity.store;

import centuple.money.Currency;
import centuple.platform.sql.Row;
import centuple.platform.sql.Sql;
import centuple.reciprocity.PairFacts;
import centuple.reciprocity.Protection;
import centuple.reciprocity.Reciprocity;
import centuple.reciprocity.Totals;
import centuple.shop.ShopId;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Reads all pairs of shops that are partners or were lately, as one transaction sees them. A few statements, however
 * many there are. Not thread-safe.
 */
final class FactsReader {
    /** Of each two shops the partnership that runs, else the last one that ended lately. */
    private static final String KNOWN = """
            with known as (select distinct on (least(proposer, invited), greatest(proposer, invited))
                    id, proposer, invited, state <> 'ACCEPTED' as over
                from partnership where state = 'ACCEPTED' or state = 'ENDED' and closed_at > ?
                order by least(proposer, invited), greatest(proposer, invited), state, closed_at desc)
            """;
    private static final String PARTNERS = KNOWN + """
            select p.id, p.proposer, p.invited, p.over, a.currency as proposer_currency,
                b.currency as invited_currency
            from known p join shop a on a.id = p.proposer join shop b on b.id = p.invited order by p.id
            """;
    private static final String TERMS = KNOWN + """
            select distinct on (t.receiver, t.giver) t.receiver, t.giver, t.currency, t.visit_value_minor, p.over,
                exists (select from jsonb_array_elements(t.rules) rule
                    where coalesce((rule->>'percent_bps')::bigint, 0) > 0
                        or coalesce((rule->>'flat_minor')::bigint, 0) > 0) as paid
            from terms_version t join terms_acceptance using (receiver, giver, version)
            join known p on p.id = t.partnership_id
            order by t.receiver, t.giver, t.version desc
            """;
    /** Of what is on closed statements and not paid, how much was put there within the time to pay. */
    private static final String DEBTS = """
            select b.debtor, b.creditor, b.currency, b.amount_minor as unpaid, (
                select coalesce(sum(t.amount_minor), 0)::bigint from transfer t
                where t.debtor = b.debtor and t.creditor = b.creditor and t.currency = b.currency
                    and t.to_stage = 'SETTLED' and t.at > ?) as fresh
            from balance b where b.stage = 'SETTLED' and b.amount_minor > 0
            """;
    private static final String WISHES = "select giver, receiver, gift, go_on from pair_wish";

    private final Connection connection;
    private final Protection protection;
    private final Instant now;

    private final Parties parties;

    FactsReader(Connection connection, Parties parties, Protection protection, Instant now) {
        this.connection = connection;
        this.parties = parties;
        this.protection = protection;
        this.now = now;
    }

    List<KnownPair> read() throws SQLException {
        Visits visits = Visits.read(connection, protection, now);
        Returns returns = Returns.read(connection);
        Promises promises = new Promises(terms(), visits, returns);
        Map<Way, PairFacts.Debt> debts = debts();
        Map<Way, PairFacts.Wish> wishes = wishes();
        List<KnownPair> pairs = new ArrayList<>();
        for (Partnership partnership : Sql.list(connection, PARTNERS, Partnership::read, since())) {
            for (Way way : List.of(partnership.way(), partnership.way().reversed())) {
                Currency currency = promises.currency(way, partnership.currencyOf(way.giver()));
                boolean comparable = promises.comparable(way.reversed(), currency);
                var facts = new PairFacts(new PairFacts.Pair(new ShopId(way.giver()), new ShopId(way.receiver())),
                        new PairFacts.Way(promises.of(way, currency), totals(way, currency, visits, returns)),
                        new PairFacts.Way(promises.of(way.reversed(), currency), comparable
                                ? totals(way.reversed(), currency, visits, returns)
                                : Totals.NOTHING),
                        debts.getOrDefault(way.reversed().in(currency), PairFacts.Debt.NONE),
                        wishes.getOrDefault(way, PairFacts.Wish.NONE));
                var seat = new Reciprocity.Seat(parties.of(way.receiver()), currency.code(),
                        comparable ? currency.code() : "", partnership.over());
                pairs.add(new KnownPair(facts, currency, partnership.id(), seat));
            }
        }
        return pairs;
    }

    private Instant since() {
        return protection.remembersFrom(now);
    }

    private static Totals totals(Way way, Currency currency, Visits visits, Returns returns) {
        Visits.Count count = visits.of(way);
        Returns.Orders orders = returns.of(way, currency);
        // A shop that has never reported an order cannot tell by orders which visits were worth something.
        long seen = returns.reports(way.receiver()) ? orders.count() : count.visits();
        return new Totals(count.visits(), millionths(count.ripe()), orders.netMinor(), seen);
    }

    /** A number that is written and read back in few digits. */
    private static double millionths(double value) {
        return Math.round(value * 1e6) / 1e6;
    }

    private Map<Way, Terms> terms() throws SQLException {
        Map<Way, Terms> all = new HashMap<>();
        Sql.each(connection, TERMS, row -> all.put(new Way(row.integer("giver"), row.integer("receiver"), ""),
                new Terms(new Currency(row.text("currency")), row.bigintOrNull("visit_value_minor"), row.bool("paid"),
                        row.bool("over"))),
                _ -> {
                }, since());
        return all;
    }

    private Map<Way, PairFacts.Debt> debts() throws SQLException {
        Map<Way, PairFacts.Debt> all = new HashMap<>();
        Sql.each(connection, DEBTS,
                row -> all.put(new Way(row.integer("debtor"), row.integer("creditor"), row.text("currency")),
                        PairFacts.Debt.of(row.bigint("unpaid"), row.bigint("fresh"))),
                _ -> {
                }, now.minus(Duration.ofDays(PairFacts.Debt.PAYMENT_DAYS)));
        return all;
    }

    private Map<Way, PairFacts.Wish> wishes() throws SQLException {
        Map<Way, PairFacts.Wish> all = new HashMap<>();
        Sql.each(connection, WISHES, row -> all.put(new Way(row.integer("giver"), row.integer("receiver"), ""),
                new PairFacts.Wish(row.bool("gift"), row.bigint("go_on"))), _ -> {
                });
        return all;
    }

    /** From a giver to a receiver; of a debt from debtor to creditor. In one currency, or empty for all. */
    record Way(int giver, int receiver, String currency) {
        Way reversed() {
            return new Way(receiver, giver, currency);
        }

        Way in(Currency other) {
            return new Way(giver, receiver, other.code());
        }
    }

    /** Of the terms in force, or last in force, what concerns the balance. */
    record Terms(Currency currency, @org.jspecify.annotations.Nullable Long visitValueMinor, boolean paid,
            boolean over) {
    }

    private record Partnership(UUID id, Way way, Currency giverCurrency, Currency receiverCurrency, boolean over) {
        static Partnership read(Row row) throws SQLException {
            return new Partnership(row.uuid("id"), new Way(row.integer("proposer"), row.integer("invited"), ""),
                    new Currency(row.text("proposer_currency")), new Currency(row.text("invited_currency")),
                    row.bool("over"));
        }

        Currency currencyOf(int shop) {
            return shop == way.giver() ? giverCurrency : receiverCurrency;
        }
    }
}

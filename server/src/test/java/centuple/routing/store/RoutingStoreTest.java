package centuple.routing.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import centuple.catalogue.MatchReason;
import centuple.click.SuggestedLink;
import centuple.money.Currency;
import centuple.platform.sql.DatabaseException;
import centuple.platform.sql.Sql;
import centuple.routing.Ineligible;
import centuple.routing.LoggedDecision;
import centuple.routing.Question;
import centuple.routing.Reason;
import centuple.routing.Suggested;
import centuple.routing.weight.Figures;
import centuple.shop.PublicId;
import centuple.shop.ShopId;
import centuple.testkit.RuntimeRights;
import centuple.testkit.Seed;
import centuple.testkit.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Decisions and figures in a real database. */
class RoutingStoreTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00.123Z");
    private static final ShopId GIVER = new ShopId(11);
    private static final ShopId RECEIVER = new ShopId(-12);

    private final Seed seed = Seed.fresh();
    private final TestDatabase db = TestDatabase.fresh();

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    void aDecisionIsReadBackByItsGiverAndTheOperator() {
        LoggedDecision decision = decision("a\tb\\c\n\r\"é'\0", NOW);
        write(decision, decision("other", NOW.minusSeconds(86_400)));
        for (ShopId reader : List.of(GIVER, ShopId.EXCHANGE)) {
            SqlDecisions.Stored found = db.database()
                    .read(connection -> new SqlDecisions(connection).find(decision.id(), reader)).orElseThrow();
            assertThat(found.at()).isEqualTo(NOW);
            assertThat(found.asked()).isEqualTo(new SqlDecisions.Asked("wrong_size", "a\tb\\c\n\r\"é'", "shoes", "FR"));
            assertThat(found.eligible()).isEqualTo(4);
            assertThat(found.refusals().toString()).isEqualTo("{\"pair_paused\":2}");
            assertThat(found.shown().get(0).get("receiver").stringValue()).isEqualTo(RECEIVER.toString());
            assertThat(found.shown().get(0).get("probability").doubleValue()).isEqualTo(0.25);
        }
        Optional<SqlDecisions.Stored> ofReceiver = db.database()
                .read(connection -> new SqlDecisions(connection).find(decision.id(), RECEIVER));
        assertThat(ofReceiver).isEmpty();
    }

    /** The rows are written by hand. */
    @Test
    void everyTextIsKeptAsItIs() {
        String[] pieces = {"a", "\\", "\"", "\t", "\n", "\r", "\u0001", "\u001f", "\u007f", "é", "€", "😀", "\\N", "'",
                ","};
        RandomGenerator random = seed.random();
        Question question = new Question(GIVER.value(), Reason.OTHER_NICHE, "c\\\t\"", "",
                Question.OwnFeed.CANNOT_SERVE);
        List<Suggested.Shown> shown = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(12); length > 0; length--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            shown.add(new Suggested.Shown(RECEIVER, text.toString(), new Suggested.Page("t", "https://r.example/"),
                    MatchReason.BRAND_MPN, random.nextDouble() * (i % 2 == 0 ? 1 : 1e-9)));
        }
        var refusals = Map.of(Ineligible.PAIR_PAUSED, 2, Ineligible.SHOWN_ENOUGH, 1, Ineligible.NO_TERMS, 1_000);
        LoggedDecision decision = new LoggedDecision(SuggestedLink.decisionId(PublicId.next(NOW, random)), NOW,
                LoggedDecision.Arm.HELD_OUT, new Suggested(question, "", 0, refusals, shown));
        LoggedDecision empty = new LoggedDecision(SuggestedLink.decisionId(PublicId.next(NOW, random)), NOW,
                LoggedDecision.Arm.SHOWN, new Suggested(question, "", 0, Map.of(), List.of()));
        write(decision, empty);
        SqlDecisions.Stored found = find(decision);
        assertThat(found.asked()).as(seed.toString())
                .isEqualTo(new SqlDecisions.Asked("other_niche", "", "c\\\t\"", ""));
        assertThat(found.refusals()).hasSize(3);
        refusals.forEach(
                (reason, count) -> assertThat(found.refusals().get(reason.wire()).intValue()).isEqualTo(count));
        for (int i = 0; i < shown.size(); i++) {
            assertThat(found.shown().get(i).get("product").stringValue()).as(seed.toString())
                    .isEqualTo(shown.get(i).product());
            assertThat(found.shown().get(i).get("match").stringValue()).isEqualTo("brand_mpn");
            assertThat(found.shown().get(i).get("probability").doubleValue()).as(seed.toString())
                    .isEqualTo(shown.get(i).probability());
        }
        assertThat(find(empty).shown()).isEmpty();
        assertThat(find(empty).refusals()).isEmpty();
        assertThat(number("select count(*) as n from decision where arm = 'held_out'")).isEqualTo(1);
    }

    private SqlDecisions.Stored find(LoggedDecision decision) {
        return db.database().read(connection -> new SqlDecisions(connection).find(decision.id(), GIVER)).orElseThrow();
    }

    @Test
    void oldDaysAreForgottenAndTheLastSevenNever() {
        Instant now = Instant.now();
        write(decision("old", now.minusSeconds(20 * 86_400)), decision("new", now));
        LocalDate today = LocalDate.ofInstant(now, java.time.ZoneOffset.UTC);
        int dropped = db.database().inTransaction(
                connection -> new SqlDecisions(connection).dropBefore(today.minusDays(10)));
        assertThat(dropped).isEqualTo(1);
        assertThat(number("select count(*) as n from decision")).isEqualTo(1);
        assertThatThrownBy(() -> db.database()
                .inTransaction(connection -> new SqlDecisions(connection).dropBefore(today.minusDays(3))))
                .isInstanceOf(DatabaseException.class);
    }

    @Test
    void theLogIsOnlyAddedTo() {
        RuntimeRights.assertAddAndReadOnly(db, "decision");
    }

    @Test
    void figuresAreThoseOfTheBooks() {
        shop(GIVER);
        shop(RECEIVER);
        terms(RECEIVER, GIVER, "[{\"customer\":\"any\",\"percent_bps\":800}]", null);
        terms(GIVER, RECEIVER, "[{\"customer\":\"any\",\"flat_minor\":150}]", 12L);
        LoggedDecision suggested = decision("shoe", NOW.minusSeconds(5 * 86_400));
        write(suggested);
        click("0a", suggested.id(), 5, "counted");
        click("0b", suggested.id(), 5, "counted");
        click("0c", new UUID(0x7000, Long.MIN_VALUE), 2, "counted");
        click("0d", new UUID(0x7000, Long.MIN_VALUE), 2, "bot");
        click("0e", new UUID(0x7000, Long.MIN_VALUE), 61, "counted");
        transfer("0a", 3, "ACCRUED", "PENDING", 1_000);
        transfer("0a", 1, "PENDING", "ACCRUED", 400);
        Figures figures = db.database().read(connection -> new SqlFigures(connection).load(NOW));
        var there = new Figures.PairKey(GIVER.value(), RECEIVER.value());
        var eur = new Currency("EUR");
        assertThat(figures.offers()).isEqualTo(Map.of(there, new Figures.Offer(eur, 800, 0, null, eur),
                there.reversed(), new Figures.Offer(eur, 0, 150, 12L, eur)));
        assertThat(figures.visits()).extracting(Figures.Visits::place, Figures.Visits::count)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(new Figures.Place(there, "shoes", "FR"), 2L),
                        org.assertj.core.groups.Tuple.tuple(new Figures.Place(there, "", "FR"), 1L));
        assertThat(figures.sales()).singleElement().satisfies(sales -> {
            assertThat(sales.place()).isEqualTo(new Figures.Place(there, "shoes", "FR"));
            assertThat(sales.orders()).isEqualTo(1);
            assertThat(sales.bookedMinor()).isEqualTo(1_000);
            assertThat(sales.givenBackMinor()).isEqualTo(400);
            assertThat(sales.delayDays()).isEqualTo(2, within(1e-6));
        });
    }

    private void shop(ShopId id) {
        db.asOwner(c -> Sql.update(c, "insert into shop values (?, 'S', 'EUR', ?)", id.value(), NOW));
    }

    private void terms(ShopId receiver, ShopId giver, String rules,
            @org.jspecify.annotations.Nullable Long visitMinor) {
        UUID partnership = new UUID(9, 9);
        db.asOwner(c -> {
            Sql.update(c, "insert into partnership (id, proposer, invited, state, proposed_at, accepted_at)"
                    + " values (?, 11, -12, 'ACCEPTED', ?, ?) on conflict do nothing", partnership, NOW, NOW);
            Sql.update(c, """
                    insert into terms_version values (?, ?, 1, ?, 'EUR', ?::jsonb, 30, 30, null, 3, ?, 0, 0, '{}', ?)
                    """, receiver.value(), giver.value(), partnership, rules, visitMinor, NOW);
            return Sql.update(c, "insert into terms_acceptance values (?, ?, 1, ?)", receiver.value(), giver.value(),
                    NOW);
        });
    }

    private void click(String id, UUID link, int daysAgo, String visitClass) {
        Instant at = NOW.minusSeconds(daysAgo * 86_400L);
        db.asOwner(c -> {
            Sql.run(c, "select click_day_ensure((?::timestamptz at time zone 'UTC')::date)", at);
            return Sql.update(c, """
                    insert into click (id, at, link_id, giver, receiver, terms_version, hops, class, device, country)
                    values (decode(?, 'hex'), ?, ?, 11, -12, 1, '{}', ?, 'desktop', 'FR')
                    """, id.repeat(12), at, link, visitClass);
        });
    }

    private void transfer(String click, int daysAgo, String from, String to, long amountMinor) {
        Instant at = NOW.minusSeconds(daysAgo * 86_400L);
        UUID id = PublicId.next(at, new Random(amountMinor));
        db.asOwner(c -> Sql.update(c, """
                insert into transfer (id, at, debtor, creditor, currency, from_stage, to_stage, amount_minor, cause,
                    cause_id, line, terms_version, proof, proof_value)
                values (?, ?, -12, 11, 'EUR', ?, ?, ?, 'COMMISSION', ?, 0, 1, 'CLICK', ?)
                """, id, at, from, to, amountMinor, new UUID(5, 5), "clk_" + click.repeat(12)));
    }

    private long number(String sql) {
        return db.database().read(connection -> Sql.one(connection, sql, row -> row.bigint("n")));
    }

    private void write(LoggedDecision... decisions) {
        db.database().inTransaction(connection -> {
            DecisionCopy.write(connection, Stream.of(decisions).map(DecisionRow::of).toList());
            return 0;
        });
    }

    static LoggedDecision decision(String product, Instant at) {
        Question question = new Question(GIVER.value(), Reason.WRONG_SIZE, "shoes", "FR",
                Question.OwnFeed.CANNOT_SERVE);
        Suggested suggested = new Suggested(question, product, 4, Map.of(Ineligible.PAIR_PAUSED, 2),
                List.of(new Suggested.Shown(RECEIVER, "p\\1", new Suggested.Page("t", "https://r.example/"),
                        MatchReason.GTIN, 0.25)));
        Instant millis = at.truncatedTo(java.time.temporal.ChronoUnit.MILLIS);
        return new LoggedDecision(SuggestedLink.decisionId(PublicId.next(millis, new Random(product.hashCode()))),
                millis, LoggedDecision.Arm.SHOWN, suggested);
    }
}

package centuple.reciprocity;

import centuple.shop.ShopId;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;

/** A giver and its partners over many periods, decided by the real core. For one thread. */
final class Years {
    /** Statements are paid near the end of their term. */
    private static final int PAYS_ON_DAY = 25;

    /** Looks twice a day, and all visitors there are go until the line is reached: quick to play. */
    static final Pace COARSE = new Pace(2, false);

    /** Closer to a live exchange, which looks every ten seconds. */
    static final Pace FINE = new Pace(12, true);

    private static final ShopId GIVER = new ShopId(1);

    private final Protection protection;
    private final Reciprocity reciprocity;
    private final Pace pace;
    private final List<Partner> partners = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    Years(Protection protection) {
        this(protection, COARSE);
    }

    Years(Protection protection, Pace pace) {
        this.protection = protection;
        this.pace = pace;
        this.reciprocity = new Reciprocity(protection);
        now = protection.periods().start(protection.periods().number(now));
    }

    /**
     * How time passes.
     *
     * @param looksPerDay how often is decided
     * @param throttled whether fewer visitors are sent near the line, as routing does
     */
    record Pace(int looksPerDay, boolean throttled) {
        double share(Verdict verdict, Protection protection) {
            return throttled ? verdict.throttle(protection) : 1;
        }
    }

    /** What happened with one partner. */
    static final class Partner {
        final Stream out;
        final Stream back;
        private Statements owed;
        private final Statements owing;
        final int number;
        final List<PairMode> worst = new ArrayList<>();
        final List<Verdict> verdicts = new ArrayList<>();
        long given;
        long wished;
        @Nullable
        Verdict there;
        @Nullable
        Verdict here;
        boolean gone;

        Partner(int number, Stream out, Stream back, Periods periods) {
            this.number = number;
            this.owed = new Statements(periods, PAYS_ON_DAY);
            this.owing = new Statements(periods, PAYS_ON_DAY);
            this.out = out;
            this.back = back;
        }

        /** From now on it pays no statement. */
        void neverPays(Periods periods) {
            owed = new Statements(periods, Statements.NEVER);
        }

        /** The verdict on our side; there is one from the first look on. */
        Verdict here() {
            return Objects.requireNonNull(here);
        }

        long paused() {
            return worst.stream().filter(mode -> mode == PairMode.PAUSED).count();
        }

        long throttled() {
            return worst.stream().filter(mode -> mode == PairMode.THROTTLED).count();
        }

        private PairFacts facts(Instant now, boolean reversed) {
            var one = new PairFacts.Way(out.promise(), out.totals(now));
            var other = new PairFacts.Way(back.promise(), back.totals(now));
            ShopId shop = new ShopId(number);
            return reversed
                    ? new PairFacts(new PairFacts.Pair(shop, GIVER), other, one,
                            owing.at(now, other.totals().commissionMinor()), PairFacts.Wish.NONE)
                    : new PairFacts(new PairFacts.Pair(GIVER, shop), one, other,
                            owed.at(now, one.totals().commissionMinor()), PairFacts.Wish.NONE);
        }
    }

    Partner partner(Stream.Way out, Stream.Way back, RandomGenerator random) {
        Partner partner = new Partner(100 + partners.size(), new Stream(out, protection, random),
                new Stream(back, protection, random), protection.periods());
        partners.add(partner);
        return partner;
    }

    List<Partner> partners() {
        return partners;
    }

    void play(int periods) {
        for (int period = 0; period < periods; period++) {
            partners.forEach(partner -> partner.worst.add(PairMode.OPEN));
            for (int look = 0; look < protection.periodDays() * pace.looksPerDay(); look++) {
                decide();
                partners.forEach(this::visit);
                now = now.plus(Duration.ofHours(24 / pace.looksPerDay()));
            }
        }
    }

    /** Looks at all pairs, both ways. */
    void decide() {
        List<Partner> here = partners.stream().filter(partner -> !partner.gone).toList();
        List<Verdict> verdicts = reciprocity.decide(here.stream()
                .map(partner -> new Reciprocity.Partner(partner.facts(now, false),
                        partner.here == null ? null : partner.here.next()))
                .toList(), now);
        for (int i = 0; i < here.size(); i++) {
            Partner partner = here.get(i);
            Verdict verdict = verdicts.get(i);
            partner.here = verdict;
            if (verdict.changed()) {
                partner.verdicts.add(verdict);
            }
            note(partner, verdict);
            partner.there = reciprocity.decide(List.of(new Reciprocity.Partner(partner.facts(now, true),
                    partner.there == null ? null : partner.there.next())), now).getFirst();
        }
    }

    private static void note(Partner partner, Verdict verdict) {
        PairMode mode = verdict.next().mode();
        if (!partner.worst.isEmpty() && mode != PairMode.GIFT && mode.compareTo(partner.worst.getLast()) > 0) {
            partner.worst.set(partner.worst.size() - 1, mode);
        }
    }

    private void visit(Partner partner) {
        if (partner.gone) {
            return;
        }
        double share = 1.0 / (protection.periodDays() * pace.looksPerDay());
        Verdict there = Objects.requireNonNull(partner.there);
        long wished = partner.out.wished(share * pace.share(partner.here(), protection));
        long go = Math.min(wished, partner.here().visitsLeft(partner.out.promise().valueMinor()));
        partner.wished += wished;
        partner.given += go;
        partner.out.send(now, go);
        long returned = partner.back.wished(share * pace.share(there, protection));
        partner.back.send(now, Math.min(returned, there.visitsLeft(partner.back.promise().valueMinor())));
    }

    Instant now() {
        return now;
    }
}

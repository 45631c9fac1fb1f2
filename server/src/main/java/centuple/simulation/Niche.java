package centuple.simulation;

import centuple.order.FoundIn;
import centuple.order.OrderFact;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The niche under one policy: visitors come, are kept or given on, buy or do not. Everything it decides by chance comes
 * from the seed, and the people are the same for every policy. Used once, by one thread.
 */
public final class Niche {
    private static final long REPEATS = 3;
    private static final int SECOND_ORDER = 2;
    private static final int LATER_ORDER = 3;

    private final NicheSettings settings;
    private final Policy policy;
    private final Instant end;
    private final Draws repeats;
    private final JacquesGuard guard;
    private final List<NicheEvent> events = new ArrayList<>();
    private final Tally tally = new Tally();

    private Niche(NicheSettings settings, long seed, Policy policy) {
        this.settings = settings;
        this.policy = policy;
        this.end = settings.clock().end();
        this.repeats = Draws.of(seed, REPEATS, 0);
        this.guard = new JacquesGuard(settings, policy);
    }

    /** Plays the whole time through. The same settings, seed and policy give the same result, always. */
    public static Played play(NicheSettings settings, long seed, Policy policy) {
        Niche niche = new Niche(settings, seed, policy);
        for (Visitor visitor : Population.of(settings, seed)) {
            niche.comes(visitor);
        }
        niche.events.sort(Comparator.comparing(NicheEvent::at));
        return new Played(policy, List.copyOf(niche.events), niche.tally.totals(), niche.guard.told());
    }

    private void comes(Visitor visitor) {
        if (visitor.home() == Visitor.AT_JACQUES) {
            tally.visitors++;
            atJacques(visitor, null);
        } else if (policy.partnered() && visitor.mind().sending() < sentShare(visitor.home())) {
            tally.returned++;
            guard.returned(visitor.home());
            String ref = "b" + visitor.number();
            events.add(new NicheEvent.Click(visitor.at(), ref, visitor.home(), Visitor.AT_JACQUES, null,
                    visitor.number()));
            atJacques(visitor, ref);
        } else if (visitor.mind().finding() < settings.visitors().foundAnywayShare()) {
            tally.visitors++;
            atJacques(visitor, null);
        }
    }

    private void atJacques(Visitor visitor, @Nullable String cameByRef) {
        int partner = partnerFor(visitor);
        boolean wanted = policy.partnered() && policy.giving().gives(visitor.servable());
        List<Purchase> kept = boughtAtJacques(visitor);
        if (!wanted || !guard.lets(partner, visitor.at())) {
            for (Purchase purchase : kept) {
                sold(visitor, purchase, cameByRef);
            }
            if (wanted) {
                guard.kept(partner, kept.stream().mapToLong(this::marginMinor).sum());
            }
            return;
        }
        tally.given++;
        for (Purchase purchase : kept) {
            tally.givenMinor += marginMinor(purchase);
        }
        String ref = "a" + visitor.number();
        Instant sentAt = visitor.at().plusSeconds(30);
        events.add(new NicheEvent.Click(sentAt, ref, Visitor.AT_JACQUES, partner, cameByRef, visitor.number()));
        if (visitor.mind().reporting() < reportedShare(partner)) {
            for (Purchase purchase : boughtAtPartner(visitor)) {
                report(partner, purchase, ref);
                guard.ordered(partner, true, visitor.at(), purchase);
            }
        }
    }

    private void sold(Visitor visitor, Purchase purchase, @Nullable String cameByRef) {
        if (cameByRef == null) {
            tally.ownSalesMinor += purchase.baseMinorBefore(end);
            tally.ownMarginMinor += marginMinor(purchase);
        } else {
            tally.receivedMarginMinor += marginMinor(purchase);
            guard.ordered(visitor.home(), false, visitor.at(), purchase);
        }
        report(Visitor.AT_JACQUES, purchase, cameByRef);
    }

    private void report(int shop, Purchase purchase, @Nullable String ref) {
        for (Purchase.Message message : purchase.messages()) {
            boolean carriesToken = ref != null && message.fact() instanceof OrderFact.Snapshot;
            List<NicheEvent.TokenOf> tokens = carriesToken && ref != null
                    ? List.of(new NicheEvent.TokenOf(ref, FoundIn.CART_ATTRIBUTE))
                    : List.of();
            boolean twice = repeats.share() < settings.afterwards().repeatedShare();
            for (int i = 0; i < (twice ? 2 : 1); i++) {
                Instant at = message.at().plusSeconds(90L * i);
                if (at.isBefore(end)) {
                    events.add(new NicheEvent.Fact(at, shop, purchase.reference(), message.fact(), tokens));
                }
            }
        }
    }

    /** What Jacques sells to a visitor he keeps. */
    private List<Purchase> boughtAtJacques(Visitor visitor) {
        NicheSettings.Buying buying = settings.buying();
        double share = visitor.servable() ? buying.served() : buying.served() * buying.substitutionShare();
        if (visitor.mind().buying() < share) {
            return firstAndPerhapsSecond(visitor);
        }
        boolean comesBack = !visitor.servable() && visitor.mind().buying() < buying.givenUnserved()
                && visitor.mind().later() < buying.lostLaterShare();
        if (!comesBack) {
            return List.of();
        }
        Draws draws = Draws.of(visitor.seed(), LATER_ORDER, 0);
        Instant later = visitor.at().plus(Purchase.days(draws.exponential(settings.afterwards().laterDays())));
        return List.of(Purchase.drawn(settings, draws, reference(visitor, LATER_ORDER), later, true));
    }

    private List<Purchase> boughtAtPartner(Visitor visitor) {
        NicheSettings.Buying buying = settings.buying();
        double share = visitor.servable() ? buying.givenServed() : buying.givenUnserved();
        return visitor.mind().buying() < share ? firstAndPerhapsSecond(visitor) : List.of();
    }

    private List<Purchase> firstAndPerhapsSecond(Visitor visitor) {
        Purchase first = Purchase.drawn(settings, Draws.of(visitor.seed(), 1, 0), reference(visitor, 1), visitor.at(),
                true);
        Draws draws = Draws.of(visitor.seed(), SECOND_ORDER, 0);
        if (draws.share() >= settings.buying().laterShare()) {
            return List.of(first);
        }
        Instant later = first.paidAt().plus(Purchase.days(draws.exponential(settings.afterwards().laterDays())));
        return List.of(first, Purchase.drawn(settings, draws, reference(visitor, SECOND_ORDER), later, false));
    }

    private long marginMinor(Purchase purchase) {
        return settings.basket().margin().of(purchase.baseMinorBefore(end));
    }

    private int partnerFor(Visitor visitor) {
        int partners = settings.partners().all().size();
        int partner = (int) (visitor.mind().choosing() * partners);
        return partner == visitor.home() ? (partner + 1) % partners : partner;
    }

    private double sentShare(int partner) {
        return switch (settings.partners().all().get(partner).kind()) {
            case HONEST -> 1;
            case TAKER -> 0;
            case UNDER_RETURNER -> settings.partners().underReturnedShare();
        };
    }

    private double reportedShare(int partner) {
        return switch (settings.partners().all().get(partner).kind()) {
            case HONEST, TAKER -> 1;
            case UNDER_RETURNER -> settings.partners().underReportedShare();
        };
    }

    private static String reference(Visitor visitor, int which) {
        return visitor.number() + "-" + which;
    }

    /** Running sums. */
    private static final class Tally {
        private int visitors;
        private int given;
        private int returned;
        private long ownSalesMinor;
        private long ownMarginMinor;
        private long givenMinor;
        private long receivedMarginMinor;

        Played.Totals totals() {
            return new Played.Totals(new Played.Visits(visitors, given, returned), ownSalesMinor, ownMarginMinor,
                    givenMinor, receivedMarginMinor);
        }
    }
}

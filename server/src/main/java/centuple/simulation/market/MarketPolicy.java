package centuple.simulation.market;

import centuple.reciprocity.Promise;
import centuple.reciprocity.Protection;
import centuple.simulation.NicheSettings;
import centuple.simulation.guard.CoreGuard;
import centuple.simulation.guard.Flows;
import centuple.simulation.guard.Guard;
import centuple.simulation.guard.Stops;
import centuple.simulation.guard.VisitLine;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What the honest shops of a niche do with their visitors. */
public enum MarketPolicy {
    /** Give everyone, and ask for nothing. */
    GURUS(true, false),
    /** Share nobody. */
    NEVER(false, false),
    /** Give those they cannot serve, one, and the next when one came back. */
    TIT_FOR_TAT(true, false),
    /** Give those they cannot serve; one line from the first day to the last, kept by the exchange's reciprocity. */
    STOP_LOSS(true, false),
    /** Give those they cannot serve, for a commission on each sale. */
    TERMS(true, true),
    /** The same, with all of the exchange's reciprocity. */
    CENTUPLE(true, true);

    private final boolean sharing;
    private final boolean paid;

    MarketPolicy(boolean sharing, boolean paid) {
        this.sharing = sharing;
        this.paid = paid;
    }

    /** A stable key: {@code tit-for-tat}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The policy of a key. */
    public static Optional<MarketPolicy> of(String key) {
        return Arrays.stream(values()).filter(policy -> policy.key().equals(key)).findAny();
    }

    /** Whether a commission is paid on each reported order. */
    public boolean paid() {
        return paid;
    }

    /** Whether a visitor of an honest shop shall go, if nothing stops it. */
    boolean wants(boolean servable) {
        return sharing && (this == GURUS || !servable);
    }

    /** What decides for one honest shop. */
    public Guard guard(CoreGuard.Side side, Flows flows, Stops stops, Promise promise) {
        return switch (this) {
            case GURUS, NEVER, TERMS -> Guard.OPEN;
            case TIT_FOR_TAT -> new VisitLine(flows, stops, 1);
            case STOP_LOSS -> new CoreGuard(side, flows, stops, rules(promise, CoreGuard.LINE_ALONE));
            case CENTUPLE -> new CoreGuard(side, flows, stops, rules(promise, Protection.STANDARD));
        };
    }

    private static CoreGuard.Rules rules(Promise promise, Protection protection) {
        return new CoreGuard.Rules(promise, protection, NicheSettings.STORY.clock().start());
    }
}

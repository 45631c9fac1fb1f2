package centuple.redirect;

import centuple.click.VisitClass;
import centuple.link.Pair;

import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;

/**
 * Decides whether a visit counts as given. Safe for all threads; memory is fixed.
 *
 * <p>A person counts once per pair and day (UTC). A person is a hash of address and user agent under a salt that is
 * drawn each day, never leaves memory and is gone with the day; so nobody, we included, can tell afterwards who it was.
 */
public final class VisitClassifier {
    private static final long DAY_MILLIS = 86_400_000;

    private final Limits limits;
    private final RandomGenerator salts;
    private final PrefixRates rates;
    private final PrefixRates pairRates;
    private final AtomicReference<Day> today;

    /**
     * A classifier without memory of earlier visits.
     *
     * @param salts draws each day's salt; must be unpredictable, and safe for all threads
     */
    public VisitClassifier(Limits limits, RandomGenerator salts) {
        this.limits = limits;
        this.salts = salts;
        this.rates = new PrefixRates(limits.prefixesMax(), limits.visitsPerPrefixMax(), salts.nextLong());
        this.pairRates = new PrefixRates(limits.prefixesMax(), limits.visitsPerPairMax(), salts.nextLong());
        this.today = new AtomicReference<>(newDay(Long.MIN_VALUE));
    }

    /** The class of a visit that is neither HEAD nor of a bot. A visit that counts is remembered as counted. */
    VisitClass classify(Pair pair, IpAddress address, long userAgentHash, long nowMillis) {
        if (pair.isCapReached()) {
            return VisitClass.CAPPED;
        }
        if (!rates.takeVisit(address.prefix(), nowMillis / limits.windowMillis())) {
            return VisitClass.RATE;
        }
        long pairKey = (long) pair.giver() << 32 | Integer.toUnsignedLong(pair.receiver());
        Day day = day(Math.floorDiv(nowMillis, DAY_MILLIS));
        long person = new SipHash(day.salt0(), day.salt1()).word(address.person())
                .word(pairKey).word(userAgentHash).finish();
        if (!day.seen().add(person)) {
            return VisitClass.REPEAT;
        }
        // One machine that says it is many must not fill, or empty, the balance of two shops.
        long network = new SipHash(pairKey, ~pairKey).word(address.prefix()).finish();
        return pairRates.takeVisit(network, day.number()) ? VisitClass.COUNTED : VisitClass.RATE;
    }

    private Day day(long number) {
        Day day = today.get();
        while (day.number() < number) {
            today.compareAndSet(day, newDay(number));
            day = today.get();
        }
        return day; // a clock that steps back over midnight stays in the new day
    }

    private Day newDay(long number) {
        return new Day(number, salts.nextLong(), salts.nextLong(), new SeenPersons(limits.personsPerDayMax()));
    }

    private record Day(long number, long salt0, long salt1, SeenPersons seen) {
    }

    /**
     * How much is remembered and allowed.
     *
     * @param personsPerDayMax persons (per pair) remembered on a day; beyond them the earliest may count again
     * @param prefixesMax address prefixes whose rate is known at a time
     * @param visitsPerPrefixMax visits from one /24 or /48 that count in one window, 1 to 65,535
     * @param windowMillis the length of a window in milliseconds
     * @param visitsPerPairMax visits from one /24 or /48 that count for one pair on a day, 1 to 65,535
     */
    public record Limits(int personsPerDayMax, int prefixesMax, int visitsPerPrefixMax, long windowMillis,
            int visitsPerPairMax) {
        /** 500,000 persons a day (8 MiB), 60 visits per prefix in ten minutes, 12 per prefix, pair and day. */
        public static final Limits DEFAULT = new Limits(500_000, 30_000, 60, 600_000, 12);

        /** Without a limit for each pair. */
        public Limits(int personsPerDayMax, int prefixesMax, int visitsPerPrefixMax, long windowMillis) {
            this(personsPerDayMax, prefixesMax, visitsPerPrefixMax, windowMillis, PrefixRates.VISITS_MAX);
        }

        public Limits {
            if (personsPerDayMax < 1 || prefixesMax < 1 || windowMillis < 1) {
                throw new IllegalArgumentException("limits must be positive");
            }
            if (visitsPerPrefixMax < 1 || visitsPerPrefixMax > PrefixRates.VISITS_MAX || visitsPerPairMax < 1
                    || visitsPerPairMax > PrefixRates.VISITS_MAX) {
                throw new IllegalArgumentException("visits per prefix must be 1 to " + PrefixRates.VISITS_MAX);
            }
        }
    }
}

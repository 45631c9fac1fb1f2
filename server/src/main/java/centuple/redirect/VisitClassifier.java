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
    private final PrefixRates shares;
    private final AtomicReference<Day> today;

    /**
     * A classifier without memory of earlier visits.
     *
     * @param salts draws each day's salt; must be unpredictable, and safe for all threads
     */
    public VisitClassifier(Limits limits, RandomGenerator salts) {
        this.limits = limits;
        this.salts = salts;
        this.rates = new PrefixRates(limits.prefixesMax(), salts.nextLong());
        this.pairRates = new PrefixRates(limits.prefixesMax(), salts.nextLong());
        this.shares = new PrefixRates(limits.shares().prefixesMax(), salts.nextLong());
        this.today = new AtomicReference<>(newDay(Long.MIN_VALUE));
    }

    /** The class of a visit that is neither HEAD nor of a bot. A visit that counts is remembered as counted. */
    VisitClass classify(Pair pair, IpAddress address, long userAgentHash, long nowMillis) {
        if (pair.isCapReached()) {
            return VisitClass.CAPPED;
        }
        if (!rates.takeVisit(0, address.prefix(), nowMillis / limits.windowMillis(), limits.visitsPerPrefixMax())) {
            return VisitClass.RATE;
        }
        long pairKey = (long) pair.giver() << 32 | Integer.toUnsignedLong(pair.receiver());
        Day day = day(Math.floorDiv(nowMillis, DAY_MILLIS));
        long person = new SipHash(day.salt0(), day.salt1()).word(address.person())
                .word(pairKey).word(userAgentHash).finish();
        if (!day.seen().add(person)) {
            return VisitClass.REPEAT;
        }
        // One machine that says it is many must not fill, or empty, the balance of two shops: not in a day, and not
        // a little each day.
        if (!pairRates.takeVisit(pairKey, address.prefix(), day.number(), limits.visitsPerPairMax())) {
            return VisitClass.RATE;
        }
        return isShared(pair, pairKey, address, nowMillis) ? VisitClass.COUNTED : VisitClass.RATE;
    }

    /** Whether the visits of a pair come from many networks, this one with them. */
    private boolean isShared(Pair pair, long pairKey, IpAddress address, long nowMillis) {
        long period = Math.floorDiv(nowMillis, limits.shares().periodMillis());
        long all = pair.countedVisits(period);
        if (shares.takeVisit(pairKey, address.prefix(), period, limits.shares().site().most(all))
                && shares.takeVisit(pairKey, address.widePrefix(), period, limits.shares().provider().most(all))) {
            pair.visitCounted(period);
            return true;
        }
        return false;
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
     * @param shares what of a pair's visits may come from one network
     */
    public record Limits(int personsPerDayMax, int prefixesMax, int visitsPerPrefixMax, long windowMillis,
            int visitsPerPairMax, Shares shares) {
        /** 500,000 persons a day (8 MiB), 60 visits per prefix in ten minutes, 12 per prefix, pair and day. */
        public static final Limits DEFAULT = new Limits(500_000, 30_000, 60, 600_000, 12, Shares.DEFAULT);

        /** Without a limit for each pair. */
        public Limits(int personsPerDayMax, int prefixesMax, int visitsPerPrefixMax, long windowMillis) {
            this(personsPerDayMax, prefixesMax, visitsPerPrefixMax, windowMillis, PrefixRates.VISITS_MAX, Shares.ALL);
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

    /**
     * What of a pair's visits of a period may come from one network; more of them do not count.
     *
     * @param prefixesMax networks (per pair) remembered at a time; beyond them those with the fewest visits are dropped
     * @param periodMillis the length of a period in milliseconds
     * @param site of one /24 or /48
     * @param provider of one /16 or /32
     */
    public record Shares(int prefixesMax, long periodMillis, Share site, Share provider) {
        /**
         * In 30 days, where a pair has n visits, 5 + √n of one site and 8 + n/2 of one provider; 4 MiB. A line is some
         * 2.8 √n for visits, at least 25: one site alone does not reach it.
         */
        public static final Shares DEFAULT = new Shares(250_000, 30 * DAY_MILLIS, new Share(5, 0, 1),
                new Share(8, 0.5, 0));

        /** Everything may come from one network. */
        public static final Shares ALL = new Shares(1, DAY_MILLIS, new Share(PrefixRates.VISITS_MAX, 1, 0),
                new Share(PrefixRates.VISITS_MAX, 1, 0));

        public Shares {
            if (prefixesMax < 1 || periodMillis < 1) {
                throw new IllegalArgumentException("limits must be positive");
            }
        }
    }

    /**
     * A share with a beginning.
     *
     * @param freeVisits that always count
     * @param ofAll what counts beside, as a part of all of the pair's visits before this one
     * @param ofRoot what counts beside, as a part of the square root of their number
     */
    public record Share(int freeVisits, double ofAll, double ofRoot) {
        public Share {
            if (freeVisits < 1 || !(ofAll >= 0) || !(ofRoot >= 0)) {
                throw new IllegalArgumentException("no share: " + freeVisits + ", " + ofAll + ", " + ofRoot);
            }
        }

        long most(long all) {
            return freeVisits + (long) (ofAll * all + ofRoot * Math.sqrt(all));
        }
    }
}

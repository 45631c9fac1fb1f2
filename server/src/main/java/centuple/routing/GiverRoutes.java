package centuple.routing;

import centuple.shop.ShopId;
import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What routing knows of one giver and its partners. Immutable but for the pairs; looking up allocates nothing. Safe for
 * all threads.
 */
public final class GiverRoutes {
    /** A giver without partners. */
    public static final GiverRoutes NONE = new GiverRoutes(List.of(), OwnWorth.UNSET, Map.of(), new double[0]);

    // Sparse, so that the first look nearly always finds the partner or nobody.
    private static final int SLOTS_PER_PARTNER = 8;

    private final @Nullable Partner[] byReceiver;
    private final int shift;
    private final int count;
    private final OwnWorth ownWorth;
    private final Map<String, Map<String, double[]>> weights;
    private final double[] overall;

    /**
     * Takes what the background made.
     *
     * @param partners each with another place, from 0 without gaps
     * @param ownWorth what visitors are worth to the giver itself
     * @param weights by category and by country in it, then by place; the empty country stands for all others
     * @param overall by place, for categories without weights of their own
     */
    public GiverRoutes(List<Partner> partners, OwnWorth ownWorth, Map<String, Map<String, double[]>> weights,
            double[] overall) {
        int size = Integer.highestOneBit(Math.max(1, partners.size())) * SLOTS_PER_PARTNER;
        this.byReceiver = new @Nullable Partner[size];
        this.shift = Integer.numberOfLeadingZeros(size) + 1;
        this.count = partners.size();
        this.ownWorth = ownWorth;
        this.weights = Map.copyOf(weights);
        this.overall = overall.clone();
        boolean[] taken = new boolean[count];
        for (Partner partner : partners) {
            if (partner.place() < 0 || partner.place() >= count || taken[partner.place()]) {
                throw new IllegalArgumentException("places must go from 0 without gaps: " + partner.place());
            }
            taken[partner.place()] = true;
            put(partner);
        }
        checkLength(overall);
        weights.values().forEach(byCountry -> byCountry.values().forEach(this::checkLength));
    }

    /** The partner that is this shop, or null. */
    public @Nullable Partner partner(int receiver) {
        int slot = firstSlot(receiver);
        while (true) {
            Partner there = byReceiver[slot];
            if (there == null || there.receiver() == receiver) {
                return there;
            }
            slot = nextSlot(slot);
        }
    }

    /** The shops that are partners, in no order. */
    public List<ShopId> receivers() {
        return Arrays.stream(byReceiver).filter(Objects::nonNull).map(partner -> new ShopId(partner.receiver()))
                .toList();
    }

    /** How many partners there are. */
    public int count() {
        return count;
    }

    /** What a visitor of this reason is worth to the giver, minor units; NaN where it sends none of that reason. */
    double ownWorthMinor(Reason reason) {
        return ownWorth.minor(reason);
    }

    /**
     * By place: those of the category in this country, of the category in other countries, or of all. The array itself,
     * not to be changed.
     */
    public double[] weights(String category, String country) {
        Map<String, double[]> byCountry = weights.get(category);
        if (byCountry == null) {
            return overall;
        }
        double[] here = byCountry.get(country);
        if (here == null) {
            here = byCountry.get("");
        }
        return here == null ? overall : here;
    }

    private void put(Partner partner) {
        int slot = firstSlot(partner.receiver());
        while (true) {
            Partner there = byReceiver[slot];
            if (there == null) {
                byReceiver[slot] = partner;
                return;
            }
            if (there.receiver() == partner.receiver()) {
                throw new IllegalArgumentException("two partners are the same shop");
            }
            slot = nextSlot(slot);
        }
    }

    private int firstSlot(int receiver) {
        return receiver * 0x9e37_79b9 >>> shift;
    }

    private int nextSlot(int slot) {
        return slot + 1 & byReceiver.length - 1;
    }

    private void checkLength(double[] byPlace) {
        if (byPlace.length != count || Arrays.stream(byPlace).anyMatch(weight -> !(weight >= 0))) {
            throw new IllegalArgumentException("one weight that is not negative is needed for each partner");
        }
    }

    /**
     * What a visitor is worth to a giver, by the reason for which it sends him on. Visible to nobody else.
     *
     * @param minorByReason in minor units of its currency, as far as it has said so
     */
    public record OwnWorth(Map<Reason, Long> minorByReason) {
        /** Nothing was said. */
        public static final OwnWorth UNSET = new OwnWorth(Map.of());

        public OwnWorth {
            minorByReason = Map.copyOf(minorByReason);
            if (minorByReason.values().stream().anyMatch(minor -> minor < 0)) {
                throw new IllegalArgumentException("a visitor is never worth less than nothing");
            }
        }

        /**
         * What was said; else nothing where the visitor is lost anyway, and NaN where he is not: then none is sent.
         */
        double minor(Reason reason) {
            Long minor = minorByReason.get(reason);
            if (minor == null) {
                return reason.isLostAnyway() ? 0 : Double.NaN;
            }
            return minor;
        }
    }
}

package centuple.simulation;

import centuple.money.BasisPoints;
import centuple.money.Currency;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Every assumption of the model, printed with its results. Shares lie between 0 and 1.
 *
 * @param clock when it starts and how long it lasts
 * @param visitors who comes
 * @param buying who buys
 * @param basket what is bought
 * @param afterwards what happens to orders later
 * @param partners the other shops
 */
public record NicheSettings(Clock clock, Visitors visitors, Buying buying, Basket basket, Afterwards afterwards,
        Partners partners) {

    /** The currency of the niche. */
    public static final Currency CURRENCY = new Currency("EUR");

    /** Jacques' 120 days and 17 hours. */
    public static final int STORY_HOURS = 2_897;

    /** The settings the demo prints its figures with. */
    public static final NicheSettings STORY = new NicheSettings(
            new Clock(Instant.parse("2025-01-01T00:00:00Z"), STORY_HOURS), new Visitors(5.0, 0.35, 0.10, 0.15, 0.15),
            new Buying(0.025, 0.08, 0.030, 0.020, 0.05, 0.25),
            new Basket(6_200, 0.6, new BasisPoints(3_500), new BasisPoints(2_000), 490, 0.15),
            new Afterwards(0.4, 4.0, 25.0, 0.08, 0.02, 0.03),
            new Partners(ofKinds(6, 4, 4), 1.0 / 3, 0.7, new BasisPoints(800)));

    /** A slot of time. */
    public record Clock(Instant start, int hours) {
        /** The first moment that no longer belongs to it. */
        public Instant end() {
            return start.plus(Duration.ofHours(hours));
        }
    }

    /**
     * Who comes.
     *
     * @param perHour people who come to Jacques by themselves, a mean
     * @param unservedShare of them, those he cannot serve
     * @param perPartnerHour people at each partner whom it cannot serve and Jacques perhaps can, a mean
     * @param receivedUnservedShare of those, the ones he cannot serve either
     * @param foundAnywayShare of those, the ones who would have found Jacques without a partner
     */
    public record Visitors(double perHour, double unservedShare, double perPartnerHour, double receivedUnservedShare,
            double foundAnywayShare) {
    }

    /**
     * Who buys.
     *
     * @param served of the visitors a shop can serve, the share that buys there
     * @param substitutionShare of those who would have bought what he lacks, the share that buys something else of his
     * @param givenUnserved of the visitors given on because he cannot serve them, the share that buys at the partner
     * @param givenServed of the visitors given on although he can serve them, the share that buys at the partner
     * @param lostLaterShare of the unserved who buy elsewhere, those who would have come back to Jacques for an order
     *            later, and do not once they know the partner
     * @param laterShare of all buyers, those who order a second time at the same shop
     */
    public record Buying(double served, double substitutionShare, double givenUnserved, double givenServed,
            double lostLaterShare, double laterShare) {
        /** The same with another substitution share and another share of lost later orders. */
        public Buying losing(double newSubstitutionShare, double newLostLaterShare) {
            return new Buying(served, newSubstitutionShare, givenUnserved, givenServed, newLostLaterShare, laterShare);
        }
    }

    /**
     * What is bought.
     *
     * @param netMeanMinor mean value of an order without tax, minor units
     * @param spread deviation of its logarithm
     * @param margin what a shop keeps of the value without tax
     * @param tax added to it
     * @param shippingMinor of each order
     * @param discountedShare of orders, those with ten percent off
     */
    public record Basket(long netMeanMinor, double spread, BasisPoints margin, BasisPoints tax, long shippingMinor,
            double discountedShare) {
    }

    /**
     * What happens to orders later.
     *
     * @param delayedShare of orders, those not placed during the visit
     * @param delayDays their mean delay
     * @param laterDays mean time from the first to the second order
     * @param refundedShare of orders, those refunded in full or in part, 3 to 25 days after payment
     * @param cancelledShare of orders, those cancelled
     * @param repeatedShare of messages, those that reach the exchange twice
     */
    public record Afterwards(double delayedShare, double delayDays, double laterDays, double refundedShare,
            double cancelledShare, double repeatedShare) {
    }

    /**
     * The other shops.
     *
     * @param all in the order of their names
     * @param underReturnedShare the part of visitors that under-returners send on, where honest ones send all
     * @param underReportedShare the part of their orders that under-returners report
     * @param commission of the terms, both ways, where a policy has terms
     */
    public record Partners(List<Partner> all, double underReturnedShare, double underReportedShare,
            BasisPoints commission) {
        public Partners {
            all = List.copyOf(all);
        }
    }

    /** The same with other shares of buyers. */
    public NicheSettings withBuying(Buying newBuying) {
        return new NicheSettings(clock, visitors, newBuying, basket, afterwards, partners);
    }

    /** The same, over a shorter or longer time. */
    public NicheSettings withHours(int hours) {
        return new NicheSettings(new Clock(clock.start(), hours), visitors, buying, basket, afterwards, partners);
    }

    /** The same with another choice of partners. */
    public NicheSettings withPartners(int honest, int takers, int underReturners) {
        return new NicheSettings(clock, visitors, buying, basket, afterwards,
                new Partners(ofKinds(honest, takers, underReturners), partners.underReturnedShare(),
                        partners.underReportedShare(), partners.commission()));
    }

    private static List<Partner> ofKinds(int honest, int takers, int underReturners) {
        List<Partner> all = new ArrayList<>();
        for (int i = 0; i < honest + takers + underReturners; i++) {
            Partner.Kind kind = i < honest
                    ? Partner.Kind.HONEST
                    : i < honest + takers ? Partner.Kind.TAKER : Partner.Kind.UNDER_RETURNER;
            all.add(new Partner("Boutique %02d".formatted(i + 1), kind));
        }
        return all;
    }
}

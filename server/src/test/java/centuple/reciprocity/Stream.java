package centuple.reciprocity;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.random.RandomGenerator;

/** Visits one way in the model: they come by chance, ripen, and some of them buy. For one thread. */
final class Stream {
    private final Way way;
    private final RandomGenerator random;
    private final double delayDays;
    private final List<Order> coming = new ArrayList<>();
    private long visits;
    private double unripe;
    private Instant lastAt = Instant.EPOCH;
    private long commissionMinor;
    private long orders;

    Stream(Way way, Protection protection, RandomGenerator random) {
        this.way = way;
        this.random = random;
        this.delayDays = protection.delayDays();
    }

    /**
     * What the visits of one way are like.
     *
     * @param promise what the receiver declares
     * @param visitsPerPeriod how many the giver would send on
     * @param conversion orders per visit there really are, and are reported
     */
    record Way(Promise promise, double visitsPerPeriod, double conversion) {
    }

    private record Order(Instant at, long commissionMinor) {
    }

    /** Sends visits on at that time. */
    void send(Instant now, long count) {
        visits += count;
        ripen(now);
        unripe += count;
        long bought = poisson(count * way.conversion());
        for (long i = 0; i < bought; i++) {
            Duration delay = Duration.ofSeconds(Math.round(-Math.log1p(-random.nextDouble()) * delayDays * 86_400));
            coming.add(new Order(now.plus(delay), commission()));
        }
    }

    /** Visits that would come within a share of a period. */
    long wished(double share) {
        return poisson(way.visitsPerPeriod() * share);
    }

    Totals totals(Instant now) {
        for (Iterator<Order> each = coming.iterator(); each.hasNext();) {
            Order order = each.next();
            if (!order.at().isAfter(now)) {
                commissionMinor += order.commissionMinor();
                orders++;
                each.remove();
            }
        }
        ripen(now);
        return new Totals(visits, visits - unripe, commissionMinor, orders);
    }

    /** What is not ripe yet shrinks by the same factor however old it is, for the delay is exponential. */
    private void ripen(Instant now) {
        unripe *= 1 - new Ripening(delayDays).share(Duration.between(lastAt, now));
        lastAt = now;
    }

    Promise promise() {
        return way.promise();
    }

    /** Exponential amounts have the usual spread of 2. */
    private long commission() {
        return way.promise().paid()
                ? Math.round(-Math.log1p(-random.nextDouble()) * way.promise().order().meanMinor())
                : 0;
    }

    private long poisson(double mean) {
        long count = -1;
        double left = mean;
        while (left >= 0) {
            left += Math.log1p(-random.nextDouble());
            count++;
        }
        return count;
    }
}

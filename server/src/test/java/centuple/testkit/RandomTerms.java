package centuple.testkit;

import centuple.money.BasisPoints;
import centuple.money.Currency;
import centuple.shop.CustomerKind;
import centuple.shop.Rate;
import centuple.shop.RateRule;
import centuple.shop.ShopId;
import centuple.shop.Terms;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Draws terms of every kind. */
public final class RandomTerms {
    private RandomTerms() {
    }

    /** Terms in force from that time on; with a cap of at most that many minor units, or without. */
    public static Terms draw(SplittableRandom random, ShopId receiver, ShopId giver, int version, Instant from,
            @Nullable Integer capMaxMinor) {
        List<RateRule> rules = new ArrayList<>();
        rules.add(RateRule.ofDefault(rate(random)));
        if (random.nextBoolean()) {
            rules.add(new RateRule("books", CustomerKind.ANY, rate(random)));
        }
        if (random.nextInt(3) == 0) {
            rules.add(new RateRule(null, CustomerKind.NEW, rate(random)));
        }
        Long capMinor = capMaxMinor == null ? null : (Long) (long) random.nextInt(capMaxMinor + 1);
        return new Terms(receiver, giver, version, new Currency("EUR"), rules,
                new Terms.Limits(random.nextInt(1, 40), random.nextInt(0, 20), capMinor, random.nextInt(1, 4), null),
                new Terms.Shares(new BasisPoints(random.nextBoolean() ? 0 : random.nextInt(5_000)),
                        new BasisPoints(random.nextInt(10_001))),
                new Terms.Arrival(List.of(), random.nextBoolean()), from, from);
    }

    private static Rate rate(SplittableRandom random) {
        return random.nextInt(4) == 0
                ? new Rate.Flat(random.nextInt(200))
                : new Rate.Percent(new BasisPoints(random.nextInt(3_000)));
    }
}

package centuple.commission;

import centuple.money.BasisPoints;
import centuple.money.Currency;
import centuple.shop.CustomerKind;
import centuple.shop.Rate;
import centuple.shop.RateRule;
import centuple.shop.ShopId;
import centuple.shop.Terms;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads terms as a worked example says them: {@code 5 %, books 8 %, new customers 10 %, hold 14 days, cap 10.00}. */
final class SpokenTerms {
    private static final Pattern RULE = Pattern
            .compile("(?:for (\\w+) )?(?:for (new|returning) customers )?([0-9.]+) (%|flat)");

    Terms read(ShopId receiver, ShopId giver, int version, String said, Instant now) {
        List<RateRule> rules = new ArrayList<>();
        int windowDays = 30;
        int holdDays = 30;
        Long capMinor = null;
        int ordersPerClick = 3;
        boolean identifierFree = false;
        BasisPoints fee = BasisPoints.ZERO;
        BasisPoints origin = new BasisPoints(5_000);
        for (String part : said.split(", ")) {
            String[] words = part.split(" ");
            Matcher rule = RULE.matcher(part);
            if (rule.matches()) {
                rules.add(new RateRule(rule.group(1), customer(rule.group(2)), rate(rule.group(3), rule.group(4))));
                continue;
            }
            switch (words[0]) {
                case "window" -> windowDays = Integer.parseInt(words[1]);
                case "hold" -> holdDays = Integer.parseInt(words[1]);
                case "cap" -> capMinor = minor(words[1]);
                case "orders" -> ordersPerClick = Integer.parseInt(words[3]);
                case "fee" -> fee = points(words[1]);
                case "no" -> identifierFree = true;
                case "origin" -> origin = points(words[1]);
                default -> throw new IllegalArgumentException("not understood: " + part);
            }
        }
        return new Terms(receiver, giver, version, new Currency("EUR"), rules,
                new Terms.Limits(windowDays, holdDays, capMinor, ordersPerClick, null), new Terms.Shares(fee, origin),
                new Terms.Arrival(List.of(), identifierFree), now, now);
    }

    static long minor(String amount) {
        return new BigDecimal(amount).movePointRight(2).longValueExact();
    }

    private static BasisPoints points(String percent) {
        return new BasisPoints(new BigDecimal(percent).movePointRight(2).intValueExact());
    }

    private static Rate rate(String number, String unit) {
        return unit.equals("%") ? new Rate.Percent(points(number)) : new Rate.Flat(minor(number));
    }

    private static CustomerKind customer(@Nullable String kind) {
        return kind == null ? CustomerKind.ANY : CustomerKind.valueOf(kind.toUpperCase(Locale.ROOT));
    }
}

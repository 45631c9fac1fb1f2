package centuple.shop.http;

import centuple.money.BasisPoints;
import centuple.money.Currency;
import centuple.money.Minor;
import centuple.platform.json.JsonFields;
import centuple.shop.CustomerKind;
import centuple.shop.Rate;
import centuple.shop.RateRule;
import centuple.shop.Terms;
import centuple.shop.partnership.TermsOffer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Reads terms as a shop writes them. Stateless. */
final class TermsBody {
    private static final int PATH_PREFIXES_MAX = 20;
    private static final Pattern CATEGORY = Pattern.compile("[A-Za-z0-9._:#/-]{1,64}");
    private static final Pattern PATH_PREFIX = Pattern
            .compile("/(?!/)(?!\\.{1,2}(/|$))([A-Za-z0-9._~-]+(/(?!\\.{1,2}(/|$))|$))*");

    private TermsBody() {
    }

    /** Notes what is wrong; call what it returns only when nothing was. */
    static Supplier<TermsOffer> read(JsonFields in) {
        Optional<Currency> currency = in.parsed("currency", Currency::find, "an ISO 4217 currency");
        List<Supplier<RateRule>> rules = in.objects("rules", Terms.RULES_MAX, TermsBody::rule);
        Set<String> seen = new HashSet<>();
        if (rules.isEmpty()) {
            in.refuse("rules", "must have at least the default rule, which is for every category and any customer");
        }
        Supplier<Terms.Limits> limits = limits(in);
        List<String> prefixes = in.strings("path_prefixes", PATH_PREFIXES_MAX, PATH_PREFIX,
                "a path such as /shop or /en/, of plain characters");
        boolean identifierFree = in.optionalFlag("identifier_free").orElse(false);
        checkRules(in, rules, seen);
        return () -> new TermsOffer(currency.orElseThrow(), rules.stream().map(Supplier::get).toList(), limits.get(),
                new Terms.Arrival(prefixes, identifierFree));
    }

    private static void checkRules(JsonFields in, List<Supplier<RateRule>> rules, Set<String> seen) {
        List<RateRule> read = new ArrayList<>();
        rules.forEach(rule -> read.add(rule.get()));
        if (!read.isEmpty()
                && (read.getFirst().category() != null || read.getFirst().customer() != CustomerKind.ANY)) {
            in.refuse("rules", "the first rule must be the default one, for every category and any customer");
        }
        for (RateRule rule : read) {
            if (!seen.add(rule.category() + "\n" + rule.customer())) {
                in.refuse("rules", "two rules are for the same category and customer");
            }
        }
    }

    private static Supplier<RateRule> rule(JsonFields in) {
        Optional<String> category = in.optionalMatching("category", CATEGORY, "1 to 64 of letters, digits and ._:#/-");
        CustomerKind customer = in.optionalChoice("customer", CustomerKind.class).orElse(CustomerKind.ANY);
        Optional<Long> percent = in.optionalInteger("percent_bps", 0, BasisPoints.WHOLE);
        Optional<Long> flat = in.optionalInteger("flat_minor", 0, Minor.AMOUNT_MINOR_MAX);
        if (in.has("percent_bps") == in.has("flat_minor")) {
            in.refuse("percent_bps", "exactly one of percent_bps and flat_minor must be given");
        }
        Rate rate = flat.isPresent()
                ? new Rate.Flat(flat.get())
                : new Rate.Percent(new BasisPoints(percent.orElse(0L).intValue()));
        return () -> new RateRule(category.orElse(null), customer, rate);
    }

    private static Supplier<Terms.Limits> limits(JsonFields in) {
        long window = in.optionalInteger("window_days", 1, Terms.Limits.WINDOW_DAYS_MAX)
                .orElse((long) Terms.Limits.WINDOW_DAYS_DEFAULT);
        long hold = in.optionalInteger("hold_days", 0, Terms.Limits.HOLD_DAYS_MAX)
                .orElse((long) Terms.Limits.HOLD_DAYS_DEFAULT);
        long orders = in.optionalInteger("orders_per_click", 1, Terms.Limits.ORDERS_PER_CLICK_MAX)
                .orElse((long) Terms.Limits.ORDERS_PER_CLICK_DEFAULT);
        Optional<Long> cap = in.optionalInteger("cap_minor", 0, Minor.AMOUNT_MINOR_MAX);
        Optional<Long> visit = in.optionalInteger("visit_value_minor", 0, Minor.AMOUNT_MINOR_MAX);
        return () -> new Terms.Limits((int) window, (int) hold, cap.orElse(null), (int) orders, visit.orElse(null));
    }
}

package centuple.commission;

import centuple.attribution.UnattributedReason;
import centuple.ledger.Account;
import centuple.ledger.Proof;
import centuple.ledger.Stage;
import centuple.money.Currency;
import centuple.order.OrderRef;
import centuple.shop.ShopId;
import centuple.testkit.PaperExchange;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Plays the sentences of a worked example on an exchange in memory. */
final class Play {
    private static final Currency EUR = new Currency("EUR");

    private final PaperExchange exchange = new PaperExchange();
    private final Map<String, ShopId> shops = new HashMap<>();
    private final SpokenOrders orders = new SpokenOrders(this::shop);
    private final SpokenTerms terms = new SpokenTerms();
    private final Map<Pattern, BiConsumer<MatchResult, Instant>> sentences = Map.ofEntries(
            means("(\\w+) offers (\\w+) (.+)", this::offers),
            means("(\\w+) and (\\w+) part", (said, now) -> exchange.terms.end(shop(said, 1), shop(said, 2), now)),
            means("(\\w+) gives (\\w+) the coupon (\\w+)",
                    (said, now) -> exchange.terms.coupon(shop(said, 1), said.group(3), shop(said, 2), now)),
            means("(\\w+) takes back the coupon (\\w+)",
                    (said, now) -> exchange.terms.endCoupon(shop(said, 1), said.group(2), now)),
            means("(\\w+) sends a visitor(?: of click (\\w+))? to (\\w+): click (\\w+)", this::sends),
            means("(\\w+) reports order (\\w+), (\\w+)(?:: )?(.*)", this::reports),
            means("(\\w+) refunds order (\\w+)(?: as (\\w+))?: (.+)", this::refunds),
            means("holds are checked", (_, now) -> exchange.holdOver(now)),
            means("statements are closed", (_, now) -> exchange.closeStatements(now)),
            means("statements are paid", (_, now) -> exchange.pay(now)), means("", (_, _) -> {
            }));

    private static Map.Entry<Pattern, BiConsumer<MatchResult, Instant>> means(String sentence,
            BiConsumer<MatchResult, Instant> done) {
        return Map.entry(Pattern.compile(sentence), done);
    }

    PaperExchange exchange() {
        return exchange;
    }

    /** Does what a sentence says. */
    void happens(String sentence, Instant now) {
        for (var entry : sentences.entrySet()) {
            Matcher matcher = entry.getKey().matcher(sentence);
            if (matcher.matches()) {
                entry.getValue().accept(matcher.toMatchResult(), now);
                return;
            }
        }
        throw new IllegalArgumentException("not understood: " + sentence);
    }

    /** What a column shows now. */
    String shows(String column) {
        String[] words = column.split(" ", 2);
        return switch (words[words.length - 1]) {
            case "pending", "due", "settled", "paid" -> sum(account -> account.creditor().equals(shop(words[0]))
                    && account.stage() == Stage.valueOf(words[1].toUpperCase(Locale.ROOT)));
            case "gives back" -> sum(account -> account.debtor().equals(shop(words[0]))
                    && account.stage() == Stage.DUE && !account.creditor().equals(ShopId.EXCHANGE));
            default -> {
                Outcome outcome = orders.latest() == null ? null : exchange.books(orders.latest()).outcome();
                yield outcome == null ? "" : switch (column) {
                    case "owed to" -> owedTo(outcome);
                    case "to look at" ->
                        String.join(", ", outcome.flags().stream().map(Play::spoken).sorted().toList());
                    case "attempts" -> String.join(", ", outcome.attempts().stream()
                            .map(attempt -> spoken(attempt.kind()) + " by version " + attempt.version()).toList());
                    default -> throw new IllegalArgumentException("no such column: " + column);
                };
            }
        };
    }

    private void offers(MatchResult said, Instant now) {
        ShopId receiver = shop(said, 1);
        ShopId giver = shop(said, 2);
        exchange.terms
                .add(terms.read(receiver, giver, exchange.terms.nextVersion(receiver, giver), said.group(3), now));
    }

    private void sends(MatchResult said, Instant now) {
        ShopId giver = shop(said, 1);
        ShopId receiver = shop(said, 3);
        int version = exchange.terms.inForce(receiver, giver, now).orElseThrow().version();
        orders.click(said.group(4), said.group(2), giver, version, now);
    }

    private void reports(MatchResult said, Instant now) {
        OrderRef ref = new OrderRef(shop(said, 1), said.group(2));
        exchange.report(ref, orders.snapshot(ref, said.group(3), said.group(4), now));
    }

    private void refunds(MatchResult said, Instant now) {
        OrderRef ref = new OrderRef(shop(said, 1), said.group(2));
        exchange.report(ref, orders.refund(ref, said.group(3), said.group(4), now));
    }

    private ShopId shop(MatchResult said, int group) {
        return shop(said.group(group));
    }

    private ShopId shop(String name) {
        return name.equals("exchange")
                ? ShopId.EXCHANGE
                : shops.computeIfAbsent(name, _ -> new ShopId(1 + shops.size()));
    }

    private String name(ShopId shop) {
        return shops.entrySet().stream().filter(entry -> entry.getValue().equals(shop)).findFirst().orElseThrow()
                .getKey();
    }

    private String owedTo(Outcome outcome) {
        UnattributedReason reason = outcome.reason();
        if (reason != null) {
            return "nobody: " + spoken(reason);
        }
        Basis basis = Objects.requireNonNull(outcome.basis());
        return name(basis.giver()) + switch (basis.proof()) {
            case Proof.Click(String id) -> " by click " + orders.clickName(id);
            case Proof.Coupon(String code) -> " by coupon " + code;
            case Proof.GiverDay(LocalDate day) -> " by day " + SpokenOrders.day(day);
            case Proof.Claim _ -> throw new IllegalStateException("not told of here");
        };
    }

    private String sum(Predicate<Account> accounts) {
        Map<Currency, Long> sums = new HashMap<>();
        exchange.ledger.balancesMinor().forEach((account, amount) -> {
            if (accounts.test(account)) {
                sums.merge(account.currency(), amount, Long::sum);
            }
        });
        return String.join(" + ", sums.entrySet().stream().filter(entry -> entry.getValue() != 0)
                .map(entry -> BigDecimal.valueOf(entry.getValue(), 2) + (entry.getKey().equals(EUR)
                        ? ""
                        : " " + entry.getKey()))
                .sorted().toList());
    }

    private static String spoken(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}

package centuple.commission;

import centuple.money.Currency;
import centuple.order.FoundIn;
import centuple.order.GiverDay;
import centuple.order.OrderFact;
import centuple.order.OrderFact.LineRefund;
import centuple.order.OrderFact.RefundScope;
import centuple.order.OrderLine;
import centuple.order.OrderRef;
import centuple.order.OrderStatus;
import centuple.order.PresentedToken;
import centuple.shop.ShopId;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads orders as a worked example says them: {@code 1 mug 9.99, 2 books 40.00 in paper less 4.00 tax 2.00; click a1}.
 */
final class SpokenOrders {
    private static final Pattern LINE = Pattern
            .compile("(\\d+) (\\w+) ([0-9.]+)(?: in (\\w+))?(?: less ([0-9.]+))?(?: tax ([0-9.]+))?");
    private static final Pattern LINE_REFUND = Pattern.compile("(?:(\\d+) )?([a-z]\\w*)(?: ([0-9.]+))?");

    private static final LocalDate DAY_0 = LocalDate.of(2026, 3, 1);

    private final Function<String, ShopId> shops;
    private final Map<String, PresentedToken.Valid> clicks = new LinkedHashMap<>();
    private final Map<OrderRef, Instant> placed = new HashMap<>();
    private @Nullable OrderRef latest;
    private int refunds;

    SpokenOrders(Function<String, ShopId> shops) {
        this.shops = shops;
    }

    /** The number of a day, as the examples say it. */
    static long day(LocalDate day) {
        return ChronoUnit.DAYS.between(DAY_0, day);
    }

    @Nullable
    OrderRef latest() {
        return latest;
    }

    void click(String name, @Nullable String via, ShopId giver, int termsVersion, Instant now) {
        List<ShopId> hops = new ArrayList<>();
        if (via != null) {
            PresentedToken.Valid earlier = click(via);
            hops.addAll(earlier.hops());
            hops.add(earlier.giver());
        }
        String id = "clk_" + "0".repeat(22) + String.format(Locale.ROOT, "%02x", clicks.size());
        clicks.put(name, new PresentedToken.Valid(FoundIn.ORDER_FIELD, id, giver, termsVersion, now, hops));
    }

    String clickName(String id) {
        return clicks.entrySet().stream().filter(entry -> entry.getValue().clickId().equals(id)).findFirst()
                .orElseThrow().getKey();
    }

    OrderFact.Snapshot snapshot(OrderRef ref, String statusSaid, String said, Instant now) {
        OrderStatus status = OrderStatus.valueOf(statusSaid.toUpperCase(Locale.ROOT));
        List<OrderLine> lines = new ArrayList<>();
        List<PresentedToken> tokens = new ArrayList<>();
        List<String> coupons = new ArrayList<>();
        List<GiverDay> giverDays = new ArrayList<>();
        long version = status.ordinal() + 1;
        long discountMinor = 0;
        Currency currency = new Currency("EUR");
        Boolean newCustomer = null;
        Instant placedAt = placed.getOrDefault(ref, now);
        for (String part : said.split("[;,] ")) {
            String[] words = part.split(" ");
            Matcher line = LINE.matcher(part);
            if (line.matches()) {
                lines.add(line(line));
                continue;
            }
            switch (words[0]) {
                case "click" -> tokens.add(click(words[1], words.length > 2 ? words[3] : "order"));
                case "forged" -> tokens.add(new PresentedToken.Refused(FoundIn.LANDING_URL,
                        PresentedToken.Reason.FORGED));
                case "coupon" -> coupons.add(words[1]);
                case "sent" -> giverDays
                        .add(new GiverDay(shops.apply(words[2]), DAY_0.plusDays(Long.parseLong(words[5]))));
                case "version" -> version = Long.parseLong(words[1]);
                case "discount" -> discountMinor = SpokenTerms.minor(words[1]);
                case "currency" -> currency = new Currency(words[1]);
                case "new" -> newCustomer = true;
                case "returning" -> newCustomer = false;
                case "placed" -> placedAt = words[1].equals("in")
                        ? now.plus(Duration.ofMinutes(Long.parseLong(words[2])))
                        : now.minus(Duration.ofDays(Long.parseLong(words[1])));
                case "" -> {
                }
                default -> throw new IllegalArgumentException("not understood: " + part);
            }
        }
        placed.put(ref, placedAt);
        latest = ref;
        return new OrderFact.Snapshot(version, status, currency, placedAt, status == OrderStatus.PAID ? now : null,
                newCustomer, lines, new OrderFact.Totals(discountMinor, 0, 0),
                new OrderFact.Marks(tokens, coupons, giverDays),
                now);
    }

    OrderFact.Refund refund(OrderRef ref, @Nullable String name, String said, Instant now) {
        latest = ref;
        String reference = name != null ? name : "r" + ++refunds;
        String amount = said;
        Currency currency = new Currency("EUR");
        if (said.matches(".* [A-Z]{3}")) {
            currency = new Currency(said.substring(said.length() - 3));
            amount = said.substring(0, said.length() - 4);
        }
        RefundScope scope = amount.equals("in full")
                ? new RefundScope.Full()
                : amount.matches("[0-9.]+")
                        ? new RefundScope.Amount(SpokenTerms.minor(amount))
                        : new RefundScope.Lines(List.of(amount.split(", ")).stream().map(SpokenOrders::lineRefund)
                                .toList());
        return new OrderFact.Refund(reference, currency, scope, now);
    }

    private static LineRefund lineRefund(String said) {
        Matcher matcher = LINE_REFUND.matcher(said);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not understood: " + said);
        }
        return new LineRefund(matcher.group(2), matcher.group(1) == null ? 0 : Integer.parseInt(matcher.group(1)),
                matcher.group(3) == null ? null : (Long) SpokenTerms.minor(matcher.group(3)));
    }

    private static OrderLine line(Matcher line) {
        return new OrderLine(line.group(2), line.group(4), Integer.parseInt(line.group(1)),
                SpokenTerms.minor(line.group(3)), minorOrZero(line.group(5)), minorOrZero(line.group(6)));
    }

    private static long minorOrZero(@Nullable String amount) {
        return amount == null ? 0 : SpokenTerms.minor(amount);
    }

    private PresentedToken.Valid click(String name) {
        return Objects.requireNonNull(clicks.get(name), name);
    }

    private PresentedToken.Valid click(String name, String place) {
        PresentedToken.Valid token = click(name);
        FoundIn foundIn = switch (place) {
            case "cart" -> FoundIn.CART_ATTRIBUTE;
            case "landing" -> FoundIn.LANDING_URL;
            default -> FoundIn.ORDER_FIELD;
        };
        return new PresentedToken.Valid(foundIn, token.clickId(), token.giver(), token.termsVersion(),
                token.issuedAt(), token.hops());
    }
}

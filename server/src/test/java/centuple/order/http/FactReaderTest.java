package centuple.order.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import centuple.money.Currency;
import centuple.order.FoundIn;
import centuple.order.GiverDay;
import centuple.order.OrderFact.LineRefund;
import centuple.order.OrderFact.Refund;
import centuple.order.OrderFact.RefundScope;
import centuple.order.OrderFact.Snapshot;
import centuple.order.OrderStatus;
import centuple.order.PresentedToken;
import centuple.order.http.FactReader.ReadFact;
import centuple.platform.json.FieldError;
import centuple.platform.json.InvalidJsonException;
import centuple.platform.json.Json;
import centuple.shop.ShopId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

class FactReaderTest {
    private static final ShopId RECEIVER = new ShopId(7);
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final String PAID = """
            {"reference": "A-1", "status": "paid", "currency": "eur", "placed_at": "2026-11-23T08:30:00+01:00",
             "lines": [{"reference": "1", "category": "shoes", "quantity": 2, "amount_minor": 4998, "tax_minor": 798}]}""";

    private final List<String> verified = new ArrayList<>();
    private final FactReader reader = new FactReader((text, foundIn, _, _) -> {
        verified.add(foundIn + " " + text);
        return new PresentedToken.Refused(foundIn, PresentedToken.Reason.MALFORMED);
    });

    @Test
    void aPaidOrder() {
        Snapshot snapshot = (Snapshot) read(PAID).report().fact();
        assertThat(snapshot.version()).isEqualTo(2);
        assertThat(snapshot.status()).isEqualTo(OrderStatus.PAID);
        assertThat(snapshot.currency()).isEqualTo(new Currency("EUR"));
        assertThat(snapshot.placedAt()).isEqualTo(Instant.parse("2026-11-23T07:30:00Z"));
        assertThat(snapshot.lines().getFirst().netMinor()).isEqualTo(4_200);
        assertThat(snapshot.arrivedAt()).isEqualTo(NOW);
    }

    @Test
    void aCancellationHasVersionThreeAndNeedsNoLines() {
        Snapshot snapshot = (Snapshot) read("""
                {"type": "cancellation", "reference": "A-1", "currency": "EUR", "placed_at": "2026-11-23T07:00:00Z"}""")
                .report().fact();
        assertThat(snapshot.version()).isEqualTo(3);
        assertThat(snapshot.status()).isEqualTo(OrderStatus.CANCELLED);
    }

    @Test
    void refundsInFullByAmountAndByLine() {
        assertThat(scope("\"full\": true")).isEqualTo(new RefundScope.Full());
        assertThat(scope("\"amount_minor\": 333")).isEqualTo(new RefundScope.Amount(333));
        assertThat(scope("\"lines\": [{\"line\": \"1\", \"quantity\": 1}, {\"line\": \"2\", \"amount_minor\": 5}]"))
                .isEqualTo(new RefundScope.Lines(List.of(new LineRefund("1", 1, null), new LineRefund("2", 0, 5L))));
    }

    @Test
    void tokensComeWithTheirPlaceAndTheLandingPageIsForgotten() {
        String landing = "https://shop.example/p?mail=a@b.example&ctp=TOKEN3&x=1#top";
        Snapshot snapshot = (Snapshot) read(with("""
                "token": "TOKEN1", "tokens": [{"token": "TOKEN2", "found_in": "cart_attribute"}], "landing_url": "%s",
                "coupons": ["JACQUES-10", "JACQUES-10"]""".formatted(landing))).report().fact();
        assertThat(verified).containsExactly("ORDER_FIELD TOKEN1", "CART_ATTRIBUTE TOKEN2", "LANDING_URL TOKEN3");
        assertThat(snapshot.marks().tokens()).extracting(PresentedToken::foundIn)
                .containsExactly(FoundIn.ORDER_FIELD, FoundIn.CART_ATTRIBUTE, FoundIn.LANDING_URL);
        assertThat(snapshot.marks().coupons()).containsExactly("JACQUES-10");
    }

    @Test
    void aGiverAndADayWithoutAnyIdentifier() {
        Snapshot snapshot = (Snapshot) read(with("""
                "giver_day": {"giver": "shop_0b0b0001", "day": "2026-11-22"},
                "giver_days": [{"giver": "shop_0b0b0001", "day": "2026-11-22"},
                    {"giver": "shop_0c0c0001", "day": "2026-11-20"}]""")).report().fact();
        assertThat(snapshot.marks().giverDays()).containsExactly(
                new GiverDay(new ShopId(0x0b0b_0001), LocalDate.of(2026, 11, 22)),
                new GiverDay(new ShopId(0x0c0c_0001), LocalDate.of(2026, 11, 20)));
        assertThat(verified).isEmpty();
    }

    /** It came through a browser: the order must not be lost for it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            summer sale   | 2026-11-22  | giver
            shop_0B0B0001 | 2026-11-22  | giver
            ''            | 2026-11-22  | giver
            shop_0b0b0001 | 2026-11-31  | day
            shop_0b0b0001 | 22.11.2026  | day
            shop_0b0b0001 | ' '         | day
            """)
    void aGiverOrDayThatCannotBeReadIsDroppedAndNamed(String giver, String day, String dropped) {
        ReadFact fact = read(
                with("\"giver_day\": {\"giver\": \"%s\", \"day\": \"%s\"}".formatted(giver, day)));
        assertThat(((Snapshot) fact.report().fact()).marks().giverDays()).isEmpty();
        assertThat(fact.ignored()).containsExactly("/giver_day/" + dropped);
    }

    @Test
    void whatIsNotUsedIsNamedAndDropped() {
        ReadFact fact = read("""
                {"reference": "A-1", "status": "paid", "currency": "EUR", "placed_at": "2026-11-23T07:30:00Z",
                 "customer": {"email": "a@b.example"}, "a@b.example": 1, "browser_ip": "203.0.113.9",
                 "lines": [{"reference": "1", "amount_minor": 5, "title": "Boots"},
                    {"reference": "2", "amount_minor": 5, "title": "Hat"}]}""");
        assertThat(fact.ignored()).containsExactly("/browser_ip", "/customer", "/lines/*/title", "(others)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "status": "paid"                 | "status": "shipped"                  | /status
            "status": "paid"                 | "x": 1                               | /status
            "reference": "A-1"               | "reference": "a@b.example"           | /reference
            "reference": "A-1"               | "reference": 7                       | /reference
            "currency": "eur"                | "currency": "BTC"                    | /currency
            "currency": "eur"                | "currency": "XDR"                    | /currency
            "quantity": 2                    | "quantity": 0                        | /lines/0/quantity
            "quantity": 2                    | "quantity": 1.5                      | /lines/0/quantity
            "amount_minor": 4998             | "amount_minor": -1                   | /lines/0/amount_minor
            "amount_minor": 4998             | "amount_minor": 49.98                | /lines/0/amount_minor
            "amount_minor": 4998             | "amount_minor": "4998"               | /lines/0/amount_minor
            "amount_minor": 4998             | "amount_minor": 10000000000001       | /lines/0/amount_minor
            "amount_minor": 4998             | "amount_minor": 99999999999999999999 | /lines/0/amount_minor
            "amount_minor": 4998             | "amount_minor": 797                  | /lines/0/amount_minor
            "amount_minor": 4998             | "x": 1                               | /lines/0/amount_minor
            "tax_minor": 798                 | "discount_minor": -5                 | /lines/0/discount_minor
            "2026-11-23T08:30:00+01:00"      | "2026-11-23T08:05:01Z"               | /placed_at
            "2026-11-23T08:30:00+01:00"      | "1999-11-23T08:05:01Z"               | /placed_at
            "2026-11-23T08:30:00+01:00"      | "2026-11-23 08:00"                   | /placed_at
            "2026-11-23T08:30:00+01:00"      | 1795420800                           | /placed_at
            "status": "paid"                 | "status": "paid", "paid_at": "2026-11-23T07:29:59Z" | /paid_at
            "status": "paid"                 | "status": "paid", "version": -1      | /version
            "status": "paid"                 | "status": "paid", "type": "invoice"  | /type
            "status": "paid"                 | "status": "paid", "coupons": ["a b"] | /coupons/0
            "status": "paid"                 | "status": "paid", "giver_day": "a"   | /giver_day
            "status": "paid"                 | "status": "paid", "giver_day": {"day": "2026-11-22"} | /giver_day/giver
            "status": "paid"                 | "status": "paid", "giver_days": [{},{},{},{},{}] | /giver_days
            "status": "placed"               | "status": "paid"                     |
            """)
    void whatIsWrongIsNamed(String right, String wrong, @org.jspecify.annotations.Nullable String pointer) {
        String body = PAID.replace(right, wrong);
        if (pointer == null) {
            assertThat(read(body)).isNotNull();
            return;
        }
        assertThatThrownBy(() -> read(body)).isInstanceOfSatisfying(InvalidJsonException.class,
                invalid -> assertThat(invalid.errors()).extracting(FieldError::pointer).contains(pointer));
    }

    @Test
    void twoLinesOfTheSameNameAreRefused() {
        String twins = PAID.replace("\"lines\": [",
                "\"lines\": [{\"reference\": \"1\", \"amount_minor\": 1},");
        assertThatThrownBy(() -> read(twins)).isInstanceOf(InvalidJsonException.class)
                .hasMessageContaining("two lines");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "full": false
            "full": true, "amount_minor": 5
            "lines": []
            "lines": [{"line": "1"}]
            "lines": [{"line": "1", "quantity": 0}]
            "amount_minor": -5
            "amount_minor": null
            """)
    void aRefundSaysExactlyOneThing(String scope) {
        assertThatThrownBy(() -> scope(scope)).isInstanceOf(InvalidJsonException.class);
    }

    private RefundScope scope(String fields) {
        return ((Refund) read("""
                {"type": "refund", "reference": "A-1", "refund_reference": "R-1", "currency": "EUR", %s}"""
                .formatted(fields)).report().fact()).scope();
    }

    private static String with(String fields) {
        return PAID.replaceFirst("\\{", "{" + java.util.regex.Matcher.quoteReplacement(fields) + ",");
    }

    private ReadFact read(String json) {
        return reader.read(Json.fields(json.getBytes(StandardCharsets.UTF_8)), RECEIVER, NOW);
    }
}

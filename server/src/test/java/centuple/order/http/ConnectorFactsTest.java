package centuple.order.http;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.order.FoundIn;
import centuple.order.OrderFact.LineRefund;
import centuple.order.OrderFact.Refund;
import centuple.order.OrderFact.RefundScope;
import centuple.order.OrderFact.Snapshot;
import centuple.order.OrderStatus;
import centuple.order.PresentedToken;
import centuple.order.http.FactReader.ReadFact;
import centuple.platform.json.Json;
import centuple.shop.ShopId;
import centuple.testkit.RepositoryFiles;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** What the module for PrestaShop writes (its own test holds it to this file) is read, whole, as it was meant. */
class ConnectorFactsTest {
    private static final Path FACTS = Path.of("connectors/prestashop/test/facts.ndjson");
    private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");

    private final FactReader reader = new FactReader((_, foundIn, _,
            _) -> new PresentedToken.Refused(foundIn, PresentedToken.Reason.MALFORMED));

    @Test
    void factsOfPrestaShop() {
        List<ReadFact> facts = RepositoryFiles.here().text(FACTS).orElseThrow().lines()
                .map(line -> Json.fields(line.getBytes(StandardCharsets.UTF_8)))
                .map(json -> reader.read(json, new ShopId(7), NOW)).toList();
        assertThat(facts).hasSize(4).allSatisfy(fact -> assertThat(fact.ignored()).isEmpty());

        Snapshot sold = (Snapshot) facts.get(0).report().fact();
        assertThat(sold.status()).isEqualTo(OrderStatus.PAID);
        assertThat(sold.lines().getFirst().netMinor()).isEqualTo(3_000);
        assertThat(sold.totals().discountMinor()).isEqualTo(250);
        assertThat(sold.marks().coupons()).containsExactly("ANNA10");
        assertThat(sold.marks().tokens()).extracting(PresentedToken::foundIn).containsExactly(FoundIn.CART_ATTRIBUTE);

        Snapshot daily = (Snapshot) facts.get(1).report().fact();
        assertThat(daily.currency().code()).isEqualTo("JPY");
        assertThat(daily.lines().getFirst().amountMinor()).isEqualTo(5_500);
        assertThat(daily.marks().giverDays()).hasSize(1);

        assertThat(((Refund) facts.get(2).report().fact()).scope())
                .isEqualTo(new RefundScope.Lines(List.of(new LineRefund("1", 1, null))));
        assertThat(((Refund) facts.get(3).report().fact()).scope()).isEqualTo(new RefundScope.Amount(1_000));
    }
}

package centuple.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;

/** A real shop with our plugin sells to a visitor of a real exchange: 5 percent of two pairs of boots at 49.99 EUR. */
class VendureTest {
    private static final Duration BOOKED_WITHIN = Duration.ofMinutes(2);
    private static final OptionalLong OF_TWO_PAIRS = OptionalLong.of(500);
    private static final OptionalLong OF_ONE_PAIR = OptionalLong.of(250);

    @TempDir
    private Path folder;

    @BeforeEach
    void tools() {
        Assumptions.assumeTrue(ServerProcess.jar().isPresent(), "the server is not packaged: run mvn verify");
        NodeTools.require();
    }

    @Test
    void aSaleAndItsRefundAreBookedToTheCent() throws Exception {
        try (ServerProcess server = ServerProcess.start(folder.resolve("exchange"))) {
            Niche niche = Niche.on(server);
            String secret = niche.connect("vendure");
            try (VendureShop shop = VendureShop.open(folder.resolve("shop"), niche.hook("vendure"), secret)) {
                String order = shop.sellTwoPairs(token(niche));
                awaitCommission(niche, order, OF_TWO_PAIRS);
                shop.refundOnePair(order);
                awaitCommission(niche, order, OF_ONE_PAIR);
                assertThat(shop.log()).contains("the exchange answers").doesNotContain(secret);
            }
            expectOrders(server, 1);
            assertThat(server.log()).doesNotContain(secret);
        }
    }

    /** The message of the first sale finds nobody and waits over a restart of the shop; the second is cut somewhere. */
    @Test
    void salesAroundTheDeathOfTheExchangeAreBookedOnceWhenItIsBack() throws Exception {
        try (ServerProcess server = ServerProcess.start(folder.resolve("exchange"))) {
            Niche niche = Niche.on(server);
            String secret = niche.connect("vendure");
            try (VendureShop shop = VendureShop.open(folder.resolve("shop"), niche.hook("vendure"), secret)) {
                String token = token(niche);
                server.killServer();
                String first = shop.sellTwoPairs(token);
                await().atMost(BOOKED_WITHIN).until(() -> shop.log().contains("attempt 1: the exchange"));
                shop.reopen();
                server.startAgain();
                awaitCommission(niche, first, OF_TWO_PAIRS);
                shop.refundOnePair(first);
                awaitCommission(niche, first, OF_ONE_PAIR);

                String second = shop.sellTwoPairs(token(niche));
                server.killServer();
                server.startAgain();
                awaitCommission(niche, second, OF_TWO_PAIRS);
            }
            expectOrders(server, 2);
        }
    }

    private static String token(Niche niche) {
        return await().atMost(BOOKED_WITHIN).ignoreExceptions().until(niche::visit, text -> !text.isEmpty());
    }

    private static void awaitCommission(Niche niche, String order, OptionalLong expected) {
        await().atMost(BOOKED_WITHIN).untilAsserted(() -> assertThat(niche.commissionMinor(order)).isEqualTo(expected));
    }

    /** Each order once, each commission booked once, and no cent made. */
    private void expectOrders(ServerProcess server, int expected) throws Exception {
        Books books = Books.of(server, folder);
        assertThat(books.orders()).hasSize(expected).doesNotHaveDuplicates();
        assertThat(books.commissions()).hasSize(expected).doesNotHaveDuplicates();
        assertThat(books.sumMinor()).isZero();
    }
}

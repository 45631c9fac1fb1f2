package centuple.shop;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.shop.key.KeySecret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

class PublicIdTest {
    @Test
    void idsAreOrderedByTimeAndReadBack() {
        Random random = new Random(3);
        String last = "";
        for (long millis = 0; millis < 1_000; millis++) {
            UUID id = PublicId.next(Instant.ofEpochMilli(1_700_000_000_000L + millis), random);
            assertThat(id.version()).isEqualTo(7);
            assertThat(id.variant()).isEqualTo(2);
            String text = PublicId.of(PublicId.LINK, id);
            assertThat(text).matches("lnk_[0-9a-f]{32}").isGreaterThan(last);
            assertThat(PublicId.parse(PublicId.LINK, text)).contains(id);
            last = text;
        }
    }

    @Test
    void idsOfOneMillisecondAscendTooAndAClockThatRunsBackIsWaitedFor() {
        Instant start = Instant.ofEpochMilli(1_700_000_000_000L);
        AtomicReference<Instant> now = new AtomicReference<>(start);
        AscendingIds ids = new AscendingIds(now::get, new Random(3));
        String last = "";
        for (int i = 0; i < 10_000; i++) {
            now.set(i == 6_000 ? start.minusSeconds(5) : i == 8_000 ? start.plusSeconds(1) : now.get());
            UUID id = ids.get();
            assertThat(id.version()).isEqualTo(7);
            assertThat(id.variant()).isEqualTo(2);
            assertThat(id.toString()).isGreaterThan(last);
            last = id.toString();
        }
        assertThat(last).startsWith("%08x".formatted(start.plusSeconds(1).toEpochMilli() >>> 16));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "lnk_", "key_00000000000070008000000000000000", "lnk_0000000000007000800000000000000",
            "lnk_0000000000007000800000000000000g", "lnk_0000000000007000800000000000000A",
            "00000000-0000-7000-8000-000000000000"})
    void refusesOtherForms(String text) {
        assertThat(PublicId.parse(PublicId.LINK, text)).isEmpty();
    }

    @Test
    void secretsSayWhatTheyAreAndAreNotPrinted() {
        KeySecret secret = KeySecret.next(new Random(1), true);
        assertThat(secret.text()).matches("ctp_live_[A-Za-z0-9_-]{43}");
        assertThat(KeySecret.isForm(secret.text())).isTrue();
        assertThat(KeySecret.isForm("ctp_live_x")).isFalse();
        assertThat(secret.toString()).doesNotContain(secret.text().substring(9));
        assertThat(secret.sha256()).hasSize(32).isNotEqualTo(KeySecret.next(new Random(2), true).sha256());
        assertThat(KeySecret.next(new Random(1), false).text()).startsWith("ctp_test_");
    }

    @Test
    void scopesReadBack() {
        for (Scope scope : Scope.values()) {
            assertThat(Scope.parse(scope.wire())).contains(scope);
        }
        assertThat(Scope.ORDERS_WRITE.wire()).isEqualTo("orders:write");
        assertThat(Scope.parse("orders")).isEmpty();
    }
}

package centuple.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import centuple.money.Currency;
import centuple.order.OrderStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

class FactDraftTest {
    private static final Instant AT = Instant.parse("2026-11-23T08:00:00Z");
    private static final Currency EUR = new Currency("EUR");

    @Test
    void theSameSaysTheSameVersionAndALaterTimeAHigherOne() {
        long version = version(AT, OrderStatus.PAID, 1_000);
        assertThat(version(AT, OrderStatus.PAID, 1_000)).isEqualTo(version);
        assertThat(version(AT, OrderStatus.PAID, 1_001)).isNotEqualTo(version);
        assertThat(version(AT, OrderStatus.PLACED, 1_000)).as("within a second paid comes after placed")
                .isLessThan(version);
        assertThat(version(AT, OrderStatus.CANCELLED, 5)).isGreaterThan(version);
        assertThat(version(AT.plusSeconds(1), OrderStatus.PLACED, 5)).isGreaterThan(version);
        assertThat(version(AT.plus(Duration.ofDays(36_500)), OrderStatus.PLACED, 5)).isPositive();
    }

    @Test
    void aNumberIsToldWhereItIsOneAndMovesNoVersion() {
        long version = version(AT, OrderStatus.PAID, 1_000);
        assertThat(numbered("#1001")).containsEntry("number", "#1001").containsEntry("version", version);
        for (String none : List.of("A1", "", "n\u00b0 12", "1".repeat(65))) {
            assertThat(numbered(none)).as(none).doesNotContainKey("number").containsEntry("version", version);
        }
    }

    private static Map<String, Object> numbered(String number) {
        return FactDraft.snapshot("A1", OrderStatus.PAID, EUR).number(number).line("1", "", 1, 1_000, 0, 0)
                .factAt(AT, OrderStatus.PAID);
    }

    private static long version(Instant at, OrderStatus status, long amountMinor) {
        return (Long) Objects.requireNonNull(
                FactDraft.snapshot("A1", status, EUR).line("1", "", 1, amountMinor, 0, 0).factAt(at, status)
                        .get("version"));
    }

    @ParameterizedTest
    @CsvSource({"EUR,19.99,1999", "EUR,19.9,1990", "EUR,19,1900", "EUR,-3.005,-301", "EUR,0.004999,0", "JPY,1999,1999",
            "JPY,1999.00,1999", "KWD,1.234,1234", "KWD,1.2345,1235", "EUR,1e2,10000"})
    void decimalAmountsBecomeMinorUnits(String currency, String amount, long minor) {
        assertThat(new Amounts(new Currency(currency)).minor(new BigDecimal(amount))).isEqualTo(minor);
    }

    @ParameterizedTest
    @CsvSource({"1e999999999", "1e-999999999", "100000000000.01", "0.0000000000001"})
    void amountsBeyondWhatIsBookedAreRefused(String amount) {
        assertThatThrownBy(() -> new Amounts(EUR).minor(new BigDecimal(amount)))
                .isInstanceOf(UnreadableException.class);
    }
}

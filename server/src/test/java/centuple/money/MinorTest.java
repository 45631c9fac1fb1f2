package centuple.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import centuple.testkit.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.SplittableRandom;

class MinorTest {
    @ParameterizedTest(name = "{0} * {1} / {2} = {3}")
    @CsvSource({"999, 500, 10000, 50", "1, 1, 2, 1", "1, 4999, 10000, 0", "3, 1, 2, 2", "333, 1, 3, 111",
            "334, 1, 3, 111", "335, 1, 3, 112", "0, 7, 9, 0", "7, 0, 9, 0",
            "10000000000000, 10000, 10000, 10000000000000",
            "9223372036854775807, 9223372036854775807, 9223372036854775807, 9223372036854775807"})
    void roundsHalfUp(long amount, long numerator, long denominator, long rounded) {
        assertThat(Minor.roundHalfUp(amount, numerator, denominator)).isEqualTo(rounded);
    }

    @Test
    void agreesWithDecimals() {
        Seed seed = Seed.fresh();
        SplittableRandom random = seed.random();
        for (int round = 0; round < 5_000; round++) {
            long amount = random.nextLong() >>> random.nextInt(1, 63);
            long denominator = 1 + (random.nextLong() >>> random.nextInt(2, 63));
            long numerator = random.nextLong(0, denominator + 1);
            long expected = new BigDecimal(amount).multiply(new BigDecimal(numerator))
                    .divide(new BigDecimal(denominator), 0, RoundingMode.HALF_UP).longValueExact();
            assertThat(Minor.roundHalfUp(amount, numerator, denominator))
                    .as("%s: %d * %d / %d", seed, amount, numerator, denominator).isEqualTo(expected);
        }
    }

    @Test
    void refusesWhatHasNoMeaning() {
        assertThatThrownBy(() -> Minor.roundHalfUp(-1, 1, 1)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Minor.roundHalfUp(1, -1, 1)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Minor.roundHalfUp(1, 1, 0)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Minor.roundHalfUp(Long.MAX_VALUE, 3, 2)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Minor.checked(-1)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Minor.checked(Minor.AMOUNT_MINOR_MAX + 1)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> new BasisPoints(10_001)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BasisPoints(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new BasisPoints(1).of(Minor.AMOUNT_MINOR_MAX + 1))
                .isInstanceOf(ArithmeticException.class);
    }

    @ParameterizedTest
    @CsvSource({"EUR, 1234, 12.34 EUR", "JPY, 1234, 1234 JPY", "KWD, 1234, 1.234 KWD", "EUR, 5, 0.05 EUR"})
    void writesAmountsWithTheirDigits(String code, long amountMinor, String written) {
        assertThat(new Currency(code).format(amountMinor)).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource({"XDR", "XAU", "EURO", "€", "''", "ABC"})
    void knowsOnlyCurrenciesWithMinorUnits(String code) {
        assertThat(Currency.find(code)).isEmpty();
        assertThatThrownBy(() -> new Currency(code)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void findsCurrenciesInAnyCase() {
        assertThat(Currency.find("eur")).contains(new Currency("EUR"));
    }
}

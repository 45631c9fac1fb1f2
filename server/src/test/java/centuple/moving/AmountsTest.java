package centuple.moving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import centuple.money.Currency;
import centuple.testkit.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** Amounts are read to the cent or not at all. */
class AmountsTest {
    private static final List<Currency> CURRENCIES = List.of(new Currency("EUR"), new Currency("JPY"),
            new Currency("KWD"));

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "12.50|DECIMAL|EUR|1250", "12.5|DECIMAL|EUR|1250", "12|DECIMAL|EUR|1200", "-3.10|DECIMAL|EUR|-310",
            "12.5000|DECIMAL|EUR|1250", "1500|DECIMAL|JPY|1500", "1500.00|DECIMAL|JPY|1500",
            "1.234|DECIMAL|KWD|1234", "0.01|DECIMAL|EUR|1", "1250|MINOR|EUR|1250", "-7|MINOR|JPY|-7",
            "$1,234.56|DISPLAY|USD|123456", "-$5.00|DISPLAY|USD|-500", "€12.00|DISPLAY|EUR|1200",
            "¥1,580|DISPLAY|JPY|1580", "CHF\u00a012.00|DISPLAY|CHF|1200", "KWD\u00a01.234|DISPLAY|KWD|1234",
            "$1234.56|DISPLAY|USD|123456", "-CA$1.00|DISPLAY|CAD|-100"})
    void reads(String text, AmountForm form, String currency, long minor) throws RefusedRowException {
        assertThat(Amounts.minor(text, form, new Currency(currency))).isEqualTo(minor);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "12.000|DECIMAL|EUR|might part thousands", "12,50|DECIMAL|EUR|not a decimal",
            "1,250.00|DECIMAL|EUR|not a decimal", "12.505|DECIMAL|EUR|might part thousands",
            "12.5051|DECIMAL|EUR|more digits", "1e3|DECIMAL|EUR|not a decimal", "12.50|MINOR|EUR|whole number",
            "2500|DISPLAY|USD|--amounts minor", "$1,23.45|DISPLAY|USD|not an amount", "$1.234|DISPLAY|USD|thousands",
            "EUR 5.00|DISPLAY|USD|another currency", "1.5|DECIMAL|JPY|more digits", "=1+1|DECIMAL|EUR|not a decimal",
            "99999999999999|DECIMAL|EUR|more than any order", "٣|DECIMAL|EUR|not a decimal", "--1|MINOR|EUR|whole"})
    void refusesWhatCouldMeanTwoSums(String text, AmountForm form, String currency, String why) {
        assertThatThrownBy(() -> Amounts.minor(text, form, new Currency(currency)))
                .isInstanceOf(RefusedRowException.class).hasMessageContaining(why);
    }

    @Test
    void readsWhateverAnotherWriterWrites() throws RefusedRowException {
        Seed seed = Seed.fresh();
        SplittableRandom random = seed.random();
        for (int i = 0; i < 2_000; i++) {
            Currency currency = CURRENCIES.get(random.nextInt(CURRENCIES.size()));
            long minor = random.nextLong(-1_000_000_000_000L, 1_000_000_000_000L);
            BigDecimal amount = BigDecimal.valueOf(minor, currency.exponent());
            DecimalFormat shown = new DecimalFormat("$#,##0." + "0".repeat(currency.exponent()),
                    DecimalFormatSymbols.getInstance(Locale.US));
            shown.setDecimalSeparatorAlwaysShown(false);
            assertThat(Amounts.minor(amount.toPlainString(), AmountForm.DECIMAL, currency)).as("%s", seed)
                    .isEqualTo(minor);
            assertThat(Amounts.minor(shown.format(amount), AmountForm.DISPLAY, currency)).as("%s", seed)
                    .isEqualTo(minor);
            assertThat(Amounts.minor(Long.toString(minor), AmountForm.MINOR, currency)).as("%s", seed)
                    .isEqualTo(minor);
        }
    }
}

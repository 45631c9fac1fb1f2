package centuple.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.testkit.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.SplittableRandom;

class GtinTest {
    /** Published examples: GS1's own, a book, a German chocolate, a UPC, and the same in longer forms. */
    @ParameterizedTest
    @CsvSource({"4006381333931, 4006381333931", "04006381333931, 4006381333931", "9783161484100, 9783161484100",
            "978-3-16-148410-0, 9783161484100", "614141000036, 614141000036", "0614141000036, 614141000036",
            "73513537, 73513537", "00000073513537, 73513537", "10614141000415, 10614141000415"})
    void readsEveryFormAsOneNumber(String text, long number) {
        assertThat(Gtin.read(text)).isEqualTo(new Gtin.Good(number));
    }

    @ParameterizedTest
    @CsvSource({"4006381333932, check digit", "'', 0 digits", "123, 3 digits", "4006381333, 10 digits",
            "400638133393155, more than 14", "4.00638E+12, other characters", "4E+12, spreadsheet", "ABC, other",
            "0000000000000, zeros", "2012345000001, one company", "0212345000007, one company",
            "90614141000411, one company", "01234565, one company", "٤٠٠٦٣٨١٣٣٣٩٣١, other"})
    void refusesWhatNamesNoTradeItemEverywhere(String text, String why) {
        assertThat(Gtin.read(text)).isInstanceOfSatisfying(Gtin.Bad.class, bad -> assertThat(bad.why()).contains(why));
    }

    /** The check digit finds every single wrong digit: both weights have an inverse modulo ten. */
    @Test
    void oneWrongDigitIsAlwaysFound() {
        Seed seed = Seed.fresh();
        SplittableRandom random = seed.random();
        for (int i = 0; i < 10_000; i++) {
            long body = 400_000_000_000L + random.nextLong(500_000_000_000L);
            String good = Long.toString(body) + Gtin.checkDigit(body);
            int at = random.nextInt(good.length());
            char other = (char) ('0' + (good.charAt(at) - '0' + 1 + random.nextInt(9)) % 10);
            String bad = good.substring(0, at) + other + good.substring(at + 1);
            assertThat(Gtin.read(good)).as("%s, %s", good, seed).isInstanceOf(Gtin.Good.class);
            assertThat(Gtin.read(bad)).as("%s, %s", bad, seed).isInstanceOf(Gtin.Bad.class);
        }
    }

    @Test
    void isWrittenWithFourteenDigits() {
        assertThat(Gtin.text(73_513_537)).isEqualTo("00000073513537");
    }
}

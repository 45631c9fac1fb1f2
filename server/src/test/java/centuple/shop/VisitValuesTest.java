package centuple.shop;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.money.Currency;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.Stream;

/** What a visit is worth by declaration, by the median, and where nothing is known. */
class VisitValuesTest {
    private static final Currency EUR = new Currency("EUR");
    private static final Currency USD = new Currency("USD");

    @Test
    void withoutDeclarationTheMedianOfTheCurrencyHolds() {
        VisitValues values = VisitValues.of(Stream.of(40L, 7L, 0L, 900L, 25L)
                .map(value -> new VisitValues.Declared(EUR, value)).toList());
        assertThat(values.minor(EUR, null)).as("the lower one of the middle two of 7, 25, 40, 900").isEqualTo(25);
        assertThat(values.minor(EUR, 3L)).isEqualTo(3);
        assertThat(values.minor(EUR, 0L)).as("never nothing, or a line would never end").isEqualTo(1);
        assertThat(values.isKnown(EUR)).isTrue();
    }

    @Test
    void whereNobodyDeclaresTheUsualValueHolds() {
        VisitValues values = VisitValues.of(List.of(new VisitValues.Declared(EUR, 40L),
                new VisitValues.Declared(USD, null)));
        assertThat(values.minor(USD, null)).isEqualTo(VisitValues.USUAL_MINOR).isEqualTo(10);
        assertThat(values.isKnown(USD)).isFalse();
    }
}

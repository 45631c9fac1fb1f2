package centuple.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

/** The forms in which sizes, part numbers, categories and countries of two shops meet. */
class MatchFormsTest {
    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {"EU 42, 42", "42 (EU), 42", "eur42, 42", "'42,0', 42", "42.5, 42.5",
            "'42,5 EU', 42.5", "Size: 42, 42", "Pointure 42, 42", "UK 8, uk8", "US 9.5, us9.5", "FR 40, fr40",
            "Extra Large, xl", "X-Large, xl", "2XL, xxl", " M , m", "One Size, one size", "TU, one size",
            "'0,5 L', 500ml", "50 cl, 500ml", "500ml, 500ml", "1.5 kg, 1500g", "2 m, 2000mm", "Default Title, ''",
            "'', ''", "W32 L34, w32 l34", "42 1/3, 42 1/3", "Bleu, bleu", "36.0-38.0, 36-38"})
    void sizesHaveOneForm(String text, String normal) {
        assertThat(Sizes.normal(text)).isEqualTo(normal);
        assertThat(Sizes.normal(normal)).as("a normal form stays as it is").isEqualTo(normal);
    }

    @Test
    void partNumbersCompareByLettersAndDigits() {
        long key = MatchKeys.brandMpn("Müller & Söhne", "AB-12/3");
        assertThat(MatchKeys.brandMpn("MULLER SOHNE", "ab 123")).isEqualTo(key);
        assertThat(MatchKeys.brandMpn("Müller", "AB-12/4")).isNotEqualTo(key);
        assertThat(MatchKeys.brandMpn("mullersohne a", "b123")).as("the border between both counts").isNotEqualTo(key);
        assertThat(MatchKeys.brandMpn("", "AB-12/3")).isEqualTo(MatchKeys.NONE);
        assertThat(MatchKeys.brandMpn("Müller", " - ")).isEqualTo(MatchKeys.NONE);
    }

    @ParameterizedTest
    @CsvSource({"'Apparel &  Accessories>Shoes', apparel & accessories > shoes", "' > Shoes > ', shoes", "'', ''",
            "187, 187"})
    void categoriesHaveOneForm(String text, String normal) {
        assertThat(MatchKeys.category(text)).isEqualTo(normal);
    }

    @Test
    void countriesAreSets() {
        CountrySet set = CountrySet.of(List.of("FR", "be"));
        assertThat(set.contains(CountrySet.code("BE"))).isTrue();
        assertThat(set.contains(CountrySet.code("DE"))).isFalse();
        assertThat(set.contains(-1)).isFalse();
        assertThat(set).hasToString("BEFR").isEqualTo(CountrySet.parse("BEFR")).isNotEqualTo(CountrySet.NONE);
        assertThat(CountrySet.of(List.of("*"))).isEqualTo(CountrySet.parse("*")).isEqualTo(CountrySet.EVERYWHERE);
        assertThat(CountrySet.EVERYWHERE.contains(CountrySet.code("ZZ"))).isTrue();
        assertThat(CountrySet.code("F1")).isNegative();
        assertThatThrownBy(() -> CountrySet.of(List.of("France"))).isInstanceOf(IllegalArgumentException.class);
    }
}

package centuple.redirect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryStringTest {

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {"to=/a, /a", "x=1&to=/a&y=2, /a", "to=, ''", "xto=/a, -", "x=to=/a, -",
            "to, -", "to&to=/b, /b", "-, -", "'', -", "to=/a=b?c, /a=b?c", "xto=1&to=/a, /a", "t%6f=/a, -",
            "to=/a&to=/b, /a"})
    void findsTheFirstValueOfAParameter(String query, String value) {
        assertThat(QueryString.value(query, "to")).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({"to=/a&to=/b, true", "to=/a&xto=/b, false", "to=/a, false", "to=&to=, true", "x=1, false"})
    void seesAParameterThatIsDoubled(String query, boolean doubled) {
        assertThat(QueryString.isDoubled(query, "to")).isEqualTo(doubled);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {"a, a", "%2Fa%2fb, /a/b", "a+b, a b", "%2B, +", "%252e, %2e", "%, -", "%2, -",
            "%2g, -", "%g2, -", "%C3%A9, -", "%80, -", "%7f, \u007f", "'', ''"})
    void decodesAsciiOnceOrNotAtAll(String value, String text) {
        assertThat(QueryString.decode(value)).isEqualTo(text);
    }

    @Test
    void aDecodedControlCharacterIsLeftForTheTargetReaderToRefuse() {
        assertThat(QueryString.decode("%0d%0a")).isEqualTo("\r\n");
    }
}

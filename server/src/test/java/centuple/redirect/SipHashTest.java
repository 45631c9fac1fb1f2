package centuple.redirect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SipHashTest {

    /** The reference vectors: key 00 01 .. 0f, input 00 01 02 .. of a length. */
    @ParameterizedTest
    @CsvSource({"0, 726fdb47dd0e0e31", "1, 74f839c593dc67fd", "7, ab0200f58b01d137", "8, 93f5f5799a932462",
            "15, a129ca6149be45e5", "16, 3f2acc7f57c29bdb", "63, 958a324ceb064572"})
    void agreesWithTheReference(int length, String expected) {
        StringBuilder text = new StringBuilder();
        for (char c = 0; c < length; c++) {
            text.append(c);
        }
        long hash = new SipHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L).text(text.toString(), length).finish();
        assertThat(Long.toHexString(hash)).isEqualTo(expected.replaceFirst("^0+", ""));
    }

    @Test
    void anotherKeyIsAnotherHash() {
        assertThat(new SipHash(1, 2).word(3).finish()).isNotEqualTo(new SipHash(2, 1).word(3).finish());
    }
}

package centuple.click;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

class HmacSha256Test {
    private static final HexFormat HEX = HexFormat.of();

    /** RFC 4231, test cases 1, 2, 3, 4, 6 and 7 (5 is a cut tag). */
    @ParameterizedTest
    @CsvSource(textBlock = """
            0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b, 4869205468657265, b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7
            4a656665, 7768617420646f2079612077616e7420666f72206e6f7468696e673f, 5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843
            aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, dd*50, 773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe
            0102030405060708090a0b0c0d0e0f10111213141516171819, cd*50, 82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b
            aa*131, 54657374205573696e67204c6172676572205468616e20426c6f636b2d53697a65204b6579202d2048617368204b6579204669727374, 60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54
            aa*131, 5468697320697320612074657374207573696e672061206c6172676572207468616e20626c6f636b2d73697a65206b657920616e642061206c6172676572207468616e20626c6f636b2d73697a6520646174612e20546865206b6579206e6565647320746f20626520686173686564206265666f7265206265696e6720757365642062792074686520484d414320616c676f726974686d2e, 9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2
            """)
    void agreesWithRfc4231(String key, String message, String tag) {
        assertThat(HEX.formatHex(new HmacSha256(bytes(key)).tag(bytes(message)))).isEqualTo(tag);
    }

    @Test
    void agreesWithTheJdkOnRandomKeysAndMessages() throws Exception {
        long seed = 4231;
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            byte[] key = new byte[1 + random.nextInt(150)];
            byte[] message = new byte[random.nextInt(300)];
            random.nextBytes(key);
            random.nextBytes(message);
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            HmacSha256 hmac = new HmacSha256(key);
            hmac.tag(message);
            assertThat(hmac.tag(message)).as("seed %s round %s", seed, round).isEqualTo(mac.doFinal(message));
        }
    }

    @Test
    void tagsOnlyTheFirstBytes() {
        HmacSha256 hmac = new HmacSha256(new byte[]{1, 2, 3});
        byte[] message = {1, 2, 3, 4, 5};
        assertThat(hmac.tag(message, 3)).isEqualTo(hmac.tag(Arrays.copyOf(message, 3)));
    }

    private static byte[] bytes(String text) {
        int star = text.indexOf('*');
        if (star < 0) {
            return HEX.parseHex(text);
        }
        return HEX.parseHex(text.substring(0, star).repeat(Integer.parseInt(text.substring(star + 1))));
    }
}

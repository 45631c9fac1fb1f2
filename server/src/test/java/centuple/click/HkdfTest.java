package centuple.click;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.HexFormat;
import java.util.Random;

import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

class HkdfTest {
    private static final HexFormat HEX = HexFormat.of();

    @Test
    void agreesWithRfc5869Case1() {
        byte[] salt = HEX.parseHex("000102030405060708090a0b0c");
        byte[] secret = HEX.parseHex("0b".repeat(22));
        assertThat(HEX.formatHex(Hkdf.extractBytes(salt, secret)))
                .isEqualTo("077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5");
        assertThat(HEX.formatHex(
                Hkdf.expand(Hkdf.extract(salt, secret), HEX.parseHex("f0f1f2f3f4f5f6f7f8f9"), 42)))
                .isEqualTo("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865");
    }

    @Test
    void agreesWithRfc5869Case2() {
        byte[] salt = range(0x60, 0xaf);
        byte[] secret = range(0x00, 0x4f);
        assertThat(HEX.formatHex(Hkdf.expand(Hkdf.extract(salt, secret), range(0xb0, 0xff), 82)))
                .isEqualTo(
                        "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e"
                                + "09da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87");
    }

    @Test
    void agreesWithRfc5869Case3() {
        byte[] none = {};
        assertThat(HEX.formatHex(Hkdf.expand(Hkdf.extract(none, HEX.parseHex("0b".repeat(22))), none, 42)))
                .isEqualTo("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8");
    }

    @Test
    void agreesWithTheJdkOnRandomInput() throws Exception {
        long seed = 5869;
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            byte[] salt = draw(random, 1 + random.nextInt(80));
            byte[] secret = draw(random, 1 + random.nextInt(80));
            byte[] info = draw(random, random.nextInt(60));
            int length = 1 + random.nextInt(200);
            byte[] jdk = KDF.getInstance("HKDF-SHA256").deriveData(
                    HKDFParameterSpec.ofExtract().addIKM(secret).addSalt(salt).thenExpand(info, length));
            assertThat(Hkdf.expand(Hkdf.extract(salt, secret), info, length)).as("seed %s round %s", seed, round)
                    .isEqualTo(jdk);
        }
    }

    @Test
    void refusesLengthsBeyondTheRfc() {
        HmacSha256 key = Hkdf.extract(new byte[0], new byte[32]);
        assertThat(Hkdf.expand(key, new byte[0], 8160)).hasSize(8160);
        assertThatThrownBy(() -> Hkdf.expand(key, new byte[0], 8161)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Hkdf.expand(key, new byte[0], 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] draw(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] range(int from, int to) {
        byte[] bytes = new byte[to - from + 1];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (from + i);
        }
        return bytes;
    }
}

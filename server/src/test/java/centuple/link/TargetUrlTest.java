package centuple.link;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.util.List;
import java.util.Random;

class TargetUrlTest {

    @ParameterizedTest
    @ValueSource(strings = {"https://shop.example/", "https://shop.example/a/b", "https://shop.example/a/b/",
            "https://shop.example/a?x=1&y[]=2#top", "https://www.shop.example/%C3%A9t%C3%A9?q=a+b%20c",
            "https://xn--bcher-kva.example/%E2%82%AC", "https://shop.example/?a=%2Fb%252F",
            "https://shop.example/a?to=https://other.example/", "https://a-1.b2.shop.example/...;x/.a/a..b",
            "https://shop.example/100%25"})
    void goodAddressesAreReadAndRebuiltAsTheyWere(String text) {
        assertThat(TargetUrl.read(text)).isInstanceOfSatisfying(TargetReading.Good.class,
                good -> assertThat(good.url()).hasToString(text));
    }

    @Test
    void anEmptyPathIsTheHomePage() {
        assertThat(good("https://shop.example")).isEqualTo(new TargetUrl("https://shop.example", "/", null, null));
        assertThat(good("https://shop.example?a=b")).hasToString("https://shop.example/?a=b");
        assertThat(good("https://shop.example#c")).hasToString("https://shop.example/#c");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            http://shop.example/                     | SCHEME
            HTTPS://shop.example/                    | SCHEME
            //shop.example/                          | SCHEME
            https:/shop.example/                     | SCHEME
            https:shop.example/                      | SCHEME
            shop.example                             | SCHEME
            javascript:alert(1)                      | SCHEME
            data:text/html,x                         | SCHEME
            ftp://shop.example/                      | SCHEME
            https://                                 | HOST
            https:///shop.example/                   | HOST
            https://Shop.example/                    | HOST
            https://shop.example:443/                | HOST
            https://shop.example:/                   | HOST
            https://shop.example:8443/               | HOST
            https://user@shop.example/               | HOST
            https://user:pass@shop.example/          | HOST
            https://shop.example@evil.example/       | HOST
            https://shop.example%40evil.example/     | HOST
            https://shop.example%2f@evil.example/    | HOST
            https://shop%2eexample/                  | HOST
            https://shop.example./                   | HOST
            https://.shop.example/                   | HOST
            https://shop..example/                   | HOST
            https://-shop.example/                   | HOST
            https://shop-.example/                   | HOST
            https://shop_x.example/                  | HOST
            https://shop/                            | HOST
            https://localhost/                       | HOST
            https://a.localhost/                     | HOST
            https://127.0.0.1/                       | HOST
            https://127.1/                           | HOST
            https://0x7f.1/                          | HOST
            https://0x7f.0x1/                        | HOST
            https://2130706433/                      | HOST
            https://[::1]/                           | HOST
            https://shop.example;evil.example/       | HOST
            https://shop.example,evil.example/       | HOST
            https://shop.example&evil.example/       | HOST
            https://shop.example*.evil.example/      | HOST
            https://shop.example\\.evil.example/     | CHARACTER
            https://shop.example\\@evil.example/     | CHARACTER
            https://shop.example/\\evil.example      | CHARACTER
            https://sh\u00f6p.example/               | CHARACTER
            https://shop\u3002example/               | CHARACTER
            https://shop.example/\u00e9              | CHARACTER
            https://shop.example/a b                 | CHARACTER
            https://shop.example/<script>            | CHARACTER
            https://shop.example/`"`                 | CHARACTER
            https://shop.example/a%7cb^              | CHARACTER
            https://shop.example/{a}                 | CHARACTER
            https://shop.example/^                   | CHARACTER
            https://shop.example/a[1]                | CHARACTER
            https://shop.example/#a#b                | CHARACTER
            https://shop.example/%                   | PERCENT_ENCODING
            https://shop.example/%2                  | PERCENT_ENCODING
            https://shop.example/%zz                 | PERCENT_ENCODING
            https://shop.example/%00                 | PERCENT_ENCODING
            https://shop.example/a%0d%0aSet-Cookie:x | PERCENT_ENCODING
            https://shop.example/?a=%0A              | PERCENT_ENCODING
            https://shop.example/#%7f                | PERCENT_ENCODING
            https://shop.example/a%2fb               | PERCENT_ENCODING
            https://shop.example/a%5Cb               | PERCENT_ENCODING
            https://shop.example/%252e%252e/a        | PERCENT_ENCODING
            https://shop.example/%255cb              | PERCENT_ENCODING
            https://shop.example/./a                 | DOT_SEGMENT
            https://shop.example/../a                | DOT_SEGMENT
            https://shop.example/a/..                | DOT_SEGMENT
            https://shop.example/a/.                 | DOT_SEGMENT
            https://shop.example/%2e%2e/a            | DOT_SEGMENT
            https://shop.example/.%2E/a              | DOT_SEGMENT
            https://shop.example/%2e/a               | DOT_SEGMENT
            https://shop.example/a/..;/b             | DOT_SEGMENT
            https://shop.example/a/%2e%2e;x=1/b      | DOT_SEGMENT
            https://shop.example/a/..%3bx/b          | DOT_SEGMENT
            https://shop.example//a                  | EMPTY_SEGMENT
            https://shop.example/a//b                | EMPTY_SEGMENT
            https://shop.example//                   | EMPTY_SEGMENT
            """)
    void hostileAddressesAreRefusedEachForItsReason(String text, TargetFault fault) {
        assertThat(TargetUrl.read(text)).isEqualTo(new TargetReading.Bad(fault));
    }

    @Test
    void controlCharactersAndBlanksAreRefusedAnywhere() {
        String good = "https://shop.example/a?b=c#d";
        for (int at = 0; at <= good.length(); at++) {
            for (char c = 0; c <= 0xff; c++) {
                if (c <= 0x20 || c >= 0x7f) {
                    String text = good.substring(0, at) + c + good.substring(at);
                    assertThat(TargetUrl.read(text)).as("character %x at %s", (int) c, at)
                            .isEqualTo(new TargetReading.Bad(TargetFault.CHARACTER));
                }
            }
        }
    }

    @Test
    void tooLongAddressesAreRefused() {
        String head = "https://shop.example/";
        assertThat(TargetUrl.read(head + "a".repeat(2048 - head.length()))).isInstanceOf(TargetReading.Good.class);
        assertThat(TargetUrl.read(head + "a".repeat(2049 - head.length())))
                .isEqualTo(new TargetReading.Bad(TargetFault.TOO_LONG));
    }

    @Test
    void loopbackIsReadOnlyByTheRuleThatSaysSo() {
        for (String text : List.of("http://localhost:3000/a", "http://127.0.0.1/", "http://localhost/")) {
            assertThat(TargetUrl.read(text)).isEqualTo(new TargetReading.Bad(TargetFault.SCHEME));
            assertThat(TargetUrl.read(text, TargetUrl.HostRule.PUBLIC_OR_LOOPBACK))
                    .isInstanceOf(TargetReading.Good.class);
        }
        for (String text : List.of("http://shop.example/", "http://127.0.0.2/", "http://localhost:0/",
                "http://localhost:99999/", "http://localhost:/", "http://localhost:+1/", "https://localhost/",
                "http://localhost@evil.example/", "http://localhost.evil.example/")) {
            assertThat(TargetUrl.read(text, TargetUrl.HostRule.PUBLIC_OR_LOOPBACK)).as(text)
                    .isEqualTo(new TargetReading.Bad(TargetFault.HOST));
        }
    }

    @ParameterizedTest
    @CsvSource({"/a, true", "/, true", "/a?b#c, true", "//evil.example/, false", "/\\evil.example, false",
            "a, false", "?a=b, false", "#a, false", "'', false", "/../a, false", "/a/%2e%2e/b, false",
            "///evil.example, false", "https://shop.example/, false", "/%2f%2fevil.example, false"})
    void belowAnOriginOnlyOneSlashLeads(String text, boolean good) {
        TargetReading reading = TargetUrl.readBelow("https://shop.example", text);
        assertThat(reading instanceof TargetReading.Good).isEqualTo(good);
        if (reading instanceof TargetReading.Good(TargetUrl url)) {
            assertThat(url).hasToString("https://shop.example" + text);
        }
    }

    @ParameterizedTest
    @CsvSource({"/shoes, true", "/shoes/, true", "/shoes/red, true", "/shoesred, false", "/shoe, false", "/, false",
            "/Shoes, false", "/%73hoes, false", "/hats/, true", "/hats, false", "/hats/x, true"})
    void pathPrefixesEndAtASlash(String path, boolean below) {
        assertThat(good("https://shop.example" + path).isBelow(List.of("/shoes", "/hats/"))).isEqualTo(below);
        assertThat(good("https://shop.example" + path).isBelow(List.of())).isTrue();
    }

    /** Whatever is accepted, the JDK's reader finds the same host in it: nothing is left to interpretation. */
    @Test
    void whatIsAcceptedMeansTheSameToAnotherReader() {
        long seed = 20_26;
        Random random = new Random(seed);
        String[] pieces = {"https://", "http://", "shop.example", "evil.example", "@", ":", "443", "/", "//", "\\", ".",
                "..", "%2e", "%2f", "%5c", "%40", "?", "#", "&", "=", "a", "www.", "[", "]", ";", "%", "%00", " ", "\t",
                "\u00e9", "xn--", "-", "*"};
        int accepted = 0;
        for (int round = 0; round < 200_000; round++) {
            StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? "" : "https://shop.example");
            int count = random.nextInt(7);
            for (int piece = 0; piece < count; piece++) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            if (TargetUrl.read(text.toString()) instanceof TargetReading.Good(TargetUrl url)) {
                accepted++;
                URI uri = URI.create(url.toString().replace("[", "%5B").replace("]", "%5D"));
                assertThat("https://" + uri.getHost()).as("seed %s round %s: %s", seed, round, text)
                        .isEqualTo(url.origin());
                assertThat(uri.getRawUserInfo()).isNull();
                assertThat(uri.getPort()).isEqualTo(-1);
                assertThat(uri.normalize().getRawPath()).isEqualTo(url.path());
            }
        }
        assertThat(accepted).isGreaterThan(1_000);
    }

    private static TargetUrl good(String text) {
        return ((TargetReading.Good) TargetUrl.read(text)).url();
    }
}

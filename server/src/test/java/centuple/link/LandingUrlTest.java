package centuple.link;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LandingUrlTest {
    private static final String MARKS = "utm_source=centuple&utm_medium=partner&utm_campaign=shop_0b0b0001";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /                           | /?ctp=T&M                        | /
            /a#top                      | /a?ctp=T&M#top                   | /a#top
            /a?x=1                      | /a?x=1&ctp=T&M                   | /a?x=1
            /a?                         | /a?ctp=T&M                       | /a
            /a?x=1&y=2#z?ctp=1          | /a?x=1&y=2&ctp=T&M#z?ctp=1       | /a?x=1&y=2#z?ctp=1
            /a?ctp=old                  | /a?ctp=T&M                       | /a
            /a?ctp=old&x=1&ctp=older    | /a?x=1&ctp=T&M                   | /a?x=1
            /a?x=1&ctp                  | /a?x=1&ctp=T&M                   | /a?x=1
            /a?%63tp=old&x=1            | /a?x=1&ctp=T&M                   | /a?x=1
            /a?c%74%70=old              | /a?ctp=T&M                       | /a
            /a?utm_source=g&utm_medium=h| /a?ctp=T&M                       | /a
            /a?utm_campaign=c&utm%5Fsource=x | /a?ctp=T&M                  | /a
            /a?utm_term=c&utm_Campaign=x | /a?utm_term=c&utm_Campaign=x&ctp=T&M | /a?utm_term=c&utm_Campaign=x
            /a?ctpx=1&xctp=2&CTP=3      | /a?ctpx=1&xctp=2&CTP=3&ctp=T&M   | /a?ctpx=1&xctp=2&CTP=3
            /a?q=ctp=1                  | /a?q=ctp=1&ctp=T&M               | /a?q=ctp=1
            /a?x=1&&y=%20+              | /a?x=1&&y=%20+&ctp=T&M           | /a?x=1&&y=%20+
            /a?f[]=1&f[]=2              | /a?f[]=1&f[]=2&ctp=T&M           | /a?f[]=1&f[]=2
            """)
    void ourParametersAreReplacedAndTheRestStays(String target, String withToken, String plain) {
        TargetUrl url = ((TargetReading.Good) TargetUrl.read("https://shop.example" + target)).url();
        LandingUrl landing = LandingUrl.of(url, LandingMarks.of(0x0b0b_0001, true));
        assertThat(landing.takesToken()).isTrue();
        assertThat(landing.withToken("T")).isEqualTo("https://shop.example" + withToken.replace("M", MARKS));
        assertThat(landing.plain()).isEqualTo("https://shop.example" + plain);
        LandingUrl without = LandingUrl.of(url, LandingMarks.of(0x0b0b_0001, false));
        assertThat(without.takesToken()).isFalse();
        assertThat(without.withoutToken())
                .isEqualTo("https://shop.example" + withToken.replace("ctp=T&M", MARKS));
        assertThat(without.plain()).isEqualTo(landing.plain());
    }
}

package centuple.catalogue.feed;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.testkit.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

class FeedTextTest {
    @ParameterizedTest
    @CsvSource({"in_stock, true", "in stock, true", "In-Stock, true", "http://schema.org/InStock, true", "12, true",
            "'3,0', true", "0, false", "-2, false", "out_of_stock, false", "Out of Stock, false", "sold out, false",
            "preorder, false", "backorder, false", "en rupture de stock, false", "auf Lager, true", "épuisé, false"})
    void availabilityInItsManySpellings(String text, boolean inStock) {
        assertThat(Availability.read(text)).contains(inStock);
    }

    @ParameterizedTest
    @CsvSource({"maybe", "''", "in", "1e9", "99999999999"})
    void whatIsNotUnderstoodIsNotGuessed(String text) {
        assertThat(Availability.read(text)).isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"a <b>bold</b> word|a bold word", "a < b and c > d|a < b and c > d",
            "&lt;b&gt;x&lt;/b&gt;|x", "Tom &amp; Jerry &#39;s &#x2014; &unknown; &|Tom & Jerry 's — &unknown; &",
            "a&nbsp;b\u00a0 \t c|a b c", "&#0;&#55296;x|x", "<script>alert(1)</script>|alert(1)"})
    void titlesLoseTheirHtml(String html, String text) {
        assertThat(PlainText.of(html, 100)).isEqualTo(text);
    }

    @Test
    void aCutDoesNotHalveACharacter() {
        assertThat(PlainText.of("ab\ud83d\ude00", 3)).isEqualTo("ab");
        assertThat(PlainText.of("x".repeat(500), 150)).hasSize(150);
    }

    @Test
    void seenIdsAreASet() {
        Seed seed = Seed.fresh();
        SplittableRandom random = seed.random();
        SeenIds seen = new SeenIds();
        Set<String> twin = new HashSet<>();
        for (int i = 0; i < 50_000; i++) {
            String id = "id-" + random.nextInt(30_000);
            assertThat(seen.add(id)).as("%s, %s", id, seed).isEqualTo(twin.add(id));
        }
    }

    @Test
    void aFeedThatFailsIsTriedAgainSoonThenInItsOwnPace() {
        Instant now = Instant.parse("2026-11-23T08:00:00Z");
        Duration every = Duration.ofHours(4);
        FeedState state = FeedState.fresh(now, 0, null).succeeded(now, every, 7);
        assertThat(state.nextAt()).isEqualTo(now.plus(every));
        state = state.failed(now, every, "gone");
        assertThat(state.nextAt()).isEqualTo(now.plus(Duration.ofMinutes(5)));
        assertThat(state.products()).as("the copy of before stays").isEqualTo(7);
        for (int i = 0; i < 20; i++) {
            state = state.failed(now, every, "gone");
        }
        assertThat(state.nextAt()).isEqualTo(now.plus(every));
        assertThat(state.failures()).isEqualTo(21);
        assertThat(state.isStale(now.plus(Duration.ofDays(7)))).isFalse();
        assertThat(state.isStale(now.plus(Duration.ofDays(7)).plusMillis(1))).isTrue();
        assertThat(FeedState.fresh(now, 0, null).isStale(now.plus(Duration.ofDays(99)))).isFalse();
    }
}

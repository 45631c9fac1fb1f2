package centuple.moving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortLinkTest {
    @ParameterizedTest
    @CsvSource({"https://Dub.sh/Summer, dub.sh/Summer, Summer, Summer",
            "dub.sh/summer/?a=b#c, dub.sh/summer, summer, summer", "summer, summer, summer, summer",
            "https://s.example/ab, s.example/ab, ab, ab-moved",
            "https://s.example/promo/2026, s.example/promo/2026, promo/2026, promo-2026-moved",
            "https://s.example/été, s.example/été, été, -t--moved"})
    void readsAndNames(String text, String name, String code, String first) throws RefusedRowException {
        ShortLink link = ShortLink.read(text);
        assertThat(link).isEqualTo(new ShortLink(name, code));
        assertThat(link.wishes().findFirst()).contains(first);
        assertThat(link.wishes()).allMatch(wish -> wish.matches("[A-Za-z0-9_-]{4,64}")).doesNotHaveDuplicates();
    }

    @Test
    void refusesWhatIsNone() {
        for (String text : new String[]{"https://", "https://dub.sh", "https://dub.sh/", "?x"}) {
            assertThatThrownBy(() -> ShortLink.read(text)).as(text).isInstanceOf(RefusedRowException.class);
        }
    }
}

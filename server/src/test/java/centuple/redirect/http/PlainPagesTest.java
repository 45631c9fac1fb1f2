package centuple.redirect.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.HashSet;
import java.util.Set;

class PlainPagesTest {
    private final PlainPages pages = PlainPages.load();

    @Test
    void everyPageIsWholeInEveryLanguage() {
        Set<String> different = new HashSet<>();
        for (String language : PlainPages.languages()) {
            for (PageKind kind : PageKind.values()) {
                String page = pages.page(kind, language, "https://odile.example/a?b=1&c=\"<");
                assertThat(page).startsWith("<!doctype html>").contains("<html lang=\"" + language + "\">")
                        .contains("href=\"https://odile.example/a?b=1&amp;c=&quot;&lt;\"", ">odile.example</a>")
                        .doesNotContain("{title}", "{text}", "{link}", "{language}", "src=", "@import", "\ufffd");
                different.add(page);
            }
        }
        assertThat(different).hasSize(PlainPages.languages().size() * PageKind.values().length);
    }

    @Test
    void withoutAWayOnThereIsNoLink() {
        assertThat(pages.page(PageKind.UNKNOWN, null, null)).doesNotContain("<a ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {"- | en", "fr | fr", "fr-CA,fr;q=0.8 | fr",
            "pt-BR,de;q=0.7,en;q=0.3 | de", "en;q=0.2,nl;q=0.9 | nl", "ja | en", "* | en", "'' | en", "%%% | en",
            "fr;q=abc | en", "de-AT | de"})
    void theVisitorsLanguageIsChosen(String header, String language) {
        assertThat(PlainPages.language(header)).isEqualTo(language);
    }

    @Test
    void aMonstrousHeaderMeansEnglish() {
        assertThat(PlainPages.language("fr,".repeat(1_000))).isEqualTo("en");
    }
}

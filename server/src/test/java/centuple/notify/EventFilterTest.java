package centuple.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Collections;
import java.util.List;

class EventFilterTest {
    @ParameterizedTest
    @CsvSource({"giving.paused, giving.paused, true", "giving.paused, giving.open, false",
            "giving.*, giving.paused, true", "giving.*, giving_more.paused, false", "giving.*, standing.lost, false"})
    void wantsKindsAndBeginnings(String pattern, String kind, boolean wanted) {
        assertThat(EventFilter.FORM.matcher(pattern).matches()).isTrue();
        assertThat(new EventFilter(List.of(pattern)).wants(kind)).isEqualTo(wanted);
    }

    @Test
    void withoutPatternsEverythingIsWanted() {
        assertThat(EventFilter.ALL.wants("shop.created")).isTrue();
        assertThatThrownBy(() -> new EventFilter(Collections.nCopies(51, "a.b")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "giving", "giving.", ".paused", "giving.pau*", "*.paused", "Giving.paused",
            "giving paused", "giving.*.*", ""})
    void otherFormsAreNone(String pattern) {
        assertThat(EventFilter.FORM.matcher(pattern).matches()).isFalse();
    }
}

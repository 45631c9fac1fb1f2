package centuple.link.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import centuple.click.TestKeys;
import centuple.link.LinkRow;
import centuple.link.LinkSnapshot;
import centuple.link.LinkTable;
import centuple.link.LinkTableBuilder;
import centuple.link.PairTable;
import centuple.link.TargetUrl;
import centuple.link.TestLinks;
import org.junit.jupiter.api.Test;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.NoSuchElementException;

class LinkTableRefresherTest {
    private final Deque<LinkSnapshot> stored = new ArrayDeque<>();
    private final LinkTableRefresher refresher = new LinkTableRefresher(stored::removeFirst,
            new LinkTableBuilder(TestKeys.ring()::signingKey, new PairTable(), TargetUrl.HostRule.PUBLIC));

    @Test
    void followsTheControlPlane() {
        assertThat(refresher.get()).isSameAs(LinkTable.EMPTY);
        stored.add(snapshot(3, "a"));
        refresher.accept(3);
        assertThat(refresher.get().byCode("a")).isNotNull();
        refresher.accept(3);
        refresher.accept(2);
        assertThat(refresher.get().version()).isEqualTo(3);
        stored.add(snapshot(5, "b"));
        refresher.accept(4);
        assertThat(refresher.get().byCode("a")).isNull();
        assertThat(refresher.get().byCode("b")).isNotNull();
    }

    @Test
    void readsAnEmptyExchangeToo() {
        stored.add(snapshot(0));
        refresher.accept(0);
        assertThat(stored).isEmpty();
    }

    @Test
    void keepsTheTableWhenReadingFailsOrIsOlder() {
        stored.add(snapshot(3, "a"));
        refresher.accept(3);
        assertThatThrownBy(() -> refresher.accept(4)).isInstanceOf(NoSuchElementException.class);
        assertThat(refresher.get().byCode("a")).isNotNull();
        stored.add(snapshot(2, "old"));
        refresher.refresh();
        assertThat(refresher.get().version()).isEqualTo(3);
    }

    private static LinkSnapshot snapshot(long version, String... codes) {
        List<LinkRow> links = Arrays.stream(codes)
                .map(code -> TestLinks.link(code, "https://odile.example/", null)).toList();
        return new LinkSnapshot(version, links, TestLinks.provenHosts(), List.of(), List.of());
    }
}

package centuple.link;

import static centuple.link.TestLinks.JACQUES;
import static centuple.link.TestLinks.ODILE;
import static centuple.link.TestLinks.link;
import static centuple.link.TestLinks.provenHosts;
import static centuple.link.TestLinks.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import centuple.shop.ShopId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

class LinkTableBuilderTest {
    private final PairTable pairs = new PairTable();
    private final List<String> derived = new ArrayList<>();
    private final LinkTableBuilder builder = builder(TargetUrl.HostRule.PUBLIC);

    @ParameterizedTest
    @CsvSource({"https://odile.example/a, ACTIVE", "https://www.odile.example/a, ACTIVE",
            "https://odile-outlet.example/, ACTIVE", "https://paul.example/, PAUSED",
            "https://jacques.example/, PAUSED", "https://shop.odile.example/, PAUSED",
            "https://www.www.odile.example/, PAUSED", "https://evil.example/, PAUSED", "http://odile.example/, PAUSED",
            "not an address, PAUSED"})
    void aLinkIsActiveOnlyWhenItsTargetIsOnAProvenHostOfTheReceiver(String target, LinkState state) {
        LinkEntry entry = entry(builder.build(snapshot(link("c", target, null))), "c");
        assertThat(entry.state()).isEqualTo(state);
        assertThat(entry.places().landing() != null).isEqualTo(state == LinkState.ACTIVE);
    }

    @ParameterizedTest
    @CsvSource({"https://jacques.example/sorry, true", "https://www.jacques.example/sorry, true",
            "https://odile.example/, false", "https://evil.example/, false", "javascript:alert(1), false"})
    void aFallbackIsKeptOnlyOnAProvenHostOfTheGiver(String fallback, boolean kept) {
        LinkEntry entry = entry(builder.build(snapshot(link("c", "https://odile.example/", fallback))), "c");
        assertThat(entry.places().fallback()).isEqualTo(kept ? fallback : null);
        assertThat(entry.state()).isEqualTo(LinkState.ACTIVE);
    }

    @Test
    void aTargetOutsideThePathPrefixesPausesTheLink() {
        LinkTable table = builder.build(snapshot(
                link("in", "https://odile.example/partners/a", null, LinkState.ACTIVE, List.of("/partners/")),
                link("out", "https://odile.example/a", null, LinkState.ACTIVE, List.of("/partners/"))));
        assertThat(entry(table, "in").state()).isEqualTo(LinkState.ACTIVE);
        assertThat(entry(table, "out").state()).isEqualTo(LinkState.PAUSED);
    }

    @Test
    void aStoredPauseOrEndStays() {
        LinkTable table = builder.build(
                snapshot(link("paused", "https://odile.example/", null, LinkState.PAUSED, List.of()),
                        link("ended", "https://elsewhere.example/", null, LinkState.ENDED, List.of())));
        assertThat(entry(table, "paused").state()).isEqualTo(LinkState.PAUSED);
        assertThat(entry(table, "ended").state()).isEqualTo(LinkState.ENDED);
        assertThat(table.byCode("unknown")).isNull();
        assertThat(table.version()).isEqualTo(1);
    }

    @Test
    void anotherShopsOwnProofOfTheWwwHostWins() {
        List<LinkSnapshot.OwnedHost> hosts = new ArrayList<>(provenHosts());
        hosts.addFirst(new LinkSnapshot.OwnedHost("www.odile.example", new ShopId(99)));
        LinkTable table = builder.build(new LinkSnapshot(1,
                List.of(link("c", "https://www.odile.example/", null)), hosts, List.of(), List.of()));
        assertThat(entry(table, "c").state()).isEqualTo(LinkState.PAUSED);
    }

    @Test
    void loopbackNeedsTheRuleThatAllowsIt() {
        List<LinkSnapshot.OwnedHost> hosts = List.of(new LinkSnapshot.OwnedHost("localhost:3000", ODILE));
        LinkSnapshot snapshot = new LinkSnapshot(1, List.of(link("c", "http://localhost:3000/p", null)), hosts,
                List.of(), List.of());
        assertThat(entry(builder.build(snapshot), "c").state()).isEqualTo(LinkState.PAUSED);
        assertThat(entry(builder(TargetUrl.HostRule.PUBLIC_OR_LOOPBACK).build(snapshot), "c").state())
                .isEqualTo(LinkState.ACTIVE);
    }

    @Test
    void thePairsKeyIsDerivedOncePerTable() {
        builder.build(snapshot(link("a", "https://odile.example/", null), link("b", "https://odile.example/", null)));
        assertThat(derived).containsExactly(JACQUES.value() + " " + ODILE.value());
    }

    @Test
    void pairsSurviveASwapWithWhatIsUsedUp() {
        Pair pair = pairs.pair(JACQUES.value(), ODILE.value());
        pair.lease(2);
        LinkEntry before = entry(builder.build(snapshot(link("c", "https://odile.example/", null))), "c");
        assertThat(before.pair().takeVisit()).isTrue();
        LinkEntry after = entry(builder.build(snapshot(link("c", "https://odile.example/", null))), "c");
        assertThat(after.pair()).isSameAs(pair);
        assertThat(after.pair().takeVisit()).isTrue();
        assertThat(after.pair().takeVisit()).isFalse();
        assertThat(after.pair().isOpen()).isFalse();
    }

    @Test
    void decisionsAboutPairsComeAndGoWithTheSnapshot() {
        LinkSnapshot paused = new LinkSnapshot(2, List.of(), List.of(), List.of(),
                List.of(new LinkSnapshot.PairRow(JACQUES, ODILE, false, true)));
        builder.build(paused);
        Pair pair = pairs.pair(JACQUES.value(), ODILE.value());
        assertThat(pair.isOpen()).isFalse();
        assertThat(pair.isCapReached()).isTrue();
        builder.build(snapshot());
        assertThat(pair.isOpen()).isTrue();
        assertThat(pair.isCapReached()).isFalse();
    }

    @Test
    void linkHostsBelongToTheirGiver() {
        LinkTable table = builder.build(new LinkSnapshot(1, List.of(), List.of(),
                List.of(new LinkSnapshot.OwnedHost("go.jacques.example", JACQUES)), List.of()));
        assertThat(table.giverOfLinkHost("go.jacques.example")).isEqualTo(JACQUES.value());
        assertThat(table.giverOfLinkHost("go.odile.example")).isNull();
        assertThat(table.isLinkHost("go.jacques.example")).isTrue();
        assertThat(table.isLinkHost("jacques.example")).isFalse();
    }

    @Test
    void throttleStaysBetweenNothingAndAll() {
        Pair pair = pairs.pair(1, 2);
        assertThat(pair.throttle()).isEqualTo(1);
        pair.throttle(7);
        assertThat(pair.throttle()).isEqualTo(1);
        pair.throttle(-1);
        assertThat(pair.throttle()).isZero();
    }

    private LinkTableBuilder builder(TargetUrl.HostRule rule) {
        return new LinkTableBuilder((giver, receiver) -> {
            derived.add(giver + " " + receiver);
            return new NoSigner();
        }, pairs, rule);
    }

    private static LinkEntry entry(LinkTable table, String code) {
        return Objects.requireNonNull(table.byCode(code));
    }

    private static final class NoSigner implements PairSigner {
        @Override
        public int keyId() {
            return 1;
        }

        @Override
        public byte[] sign(byte[] message, int lengthBytes) {
            return new byte[32];
        }
    }
}

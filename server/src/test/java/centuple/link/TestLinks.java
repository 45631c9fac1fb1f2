package centuple.link;

import centuple.shop.ShopId;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** A few shops and links for tests: Jacques gives, Odile and Paul receive. */
public final class TestLinks {
    public static final ShopId JACQUES = new ShopId(0x0000_0001);
    public static final ShopId ODILE = new ShopId(0x8000_0002);
    public static final ShopId PAUL = new ShopId(0x0000_0003);

    private TestLinks() {
    }

    /** The hosts the three have proven. */
    public static List<LinkSnapshot.OwnedHost> provenHosts() {
        return List.of(new LinkSnapshot.OwnedHost("jacques.example", JACQUES),
                new LinkSnapshot.OwnedHost("odile.example", ODILE),
                new LinkSnapshot.OwnedHost("odile-outlet.example", ODILE),
                new LinkSnapshot.OwnedHost("paul.example", PAUL));
    }

    /** An active link from Jacques to Odile under terms version 7. */
    public static LinkRow link(String code, String target, @Nullable String fallback) {
        return link(code, target, fallback, LinkState.ACTIVE, List.of());
    }

    /** As before, with state and path prefixes. */
    public static LinkRow link(String code, String target, @Nullable String fallback, LinkState state,
            List<String> pathPrefixes) {
        return link(code, new LinkRow.Pair(JACQUES, ODILE), new LinkRow.Addresses(target, fallback), state,
                pathPrefixes);
    }

    /** Any link; its id is made of its code. */
    public static LinkRow link(String code, LinkRow.Pair pair, LinkRow.Addresses addresses, LinkState state,
            List<String> pathPrefixes) {
        return new LinkRow(UUID.nameUUIDFromBytes(code.getBytes(StandardCharsets.UTF_8)), code, pair,
                new LinkRow.TermsInForce(7, pathPrefixes), addresses, state);
    }

    /** These links, the proven hosts above, and nothing else. */
    public static LinkSnapshot snapshot(LinkRow... links) {
        return new LinkSnapshot(1, List.of(links), provenHosts(), List.of(), List.of());
    }
}

package centuple.link;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;

/** All links, ready for the redirect. Immutable: a change is a new table. */
public final class LinkTable {
    /** A table without links, until the first one is read. */
    public static final LinkTable EMPTY = new LinkTable(0, Map.of(), Map.of(), Map.of());

    private final long version;
    private final Map<String, LinkEntry> byCode;
    private final Map<String, Integer> giverByLinkHost;
    private final Map<Long, PairRoute> routes;

    LinkTable(long version, Map<String, LinkEntry> byCode, Map<String, Integer> giverByLinkHost,
            Map<Long, PairRoute> routes) {
        this.version = version;
        this.byCode = byCode;
        this.giverByLinkHost = giverByLinkHost;
        this.routes = routes;
    }

    /** The control plane's version it was read at. */
    public long version() {
        return version;
    }

    /** How many links it has. */
    public int size() {
        return byCode.size();
    }

    /** The link of a code, or null. */
    public @Nullable LinkEntry byCode(String code) {
        return byCode.get(code);
    }

    /** How a giver may suggest links to a receiver, or null where they are not partners. */
    public @Nullable PairRoute route(int giver, int receiver) {
        return routes.get(key(giver, receiver));
    }

    /** All givers and receivers who are partners. */
    public Collection<PairRoute> routes() {
        return Collections.unmodifiableCollection(routes.values());
    }

    static Long key(int giver, int receiver) {
        return (long) giver << 32 | Integer.toUnsignedLong(receiver);
    }

    /** The giver whose own link host this is, or null for every other host. Lower case, without port. */
    public @Nullable Integer giverOfLinkHost(String host) {
        return giverByLinkHost.get(host);
    }

    /** Whether any giver has a host of its own. */
    public boolean hasLinkHosts() {
        return !giverByLinkHost.isEmpty();
    }

    /** Whether a certificate may be issued for this host: it is a giver's link host. */
    public boolean isLinkHost(String host) {
        return giverByLinkHost.containsKey(host);
    }
}

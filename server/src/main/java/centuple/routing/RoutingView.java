package centuple.routing;

import centuple.catalogue.CatalogueIndex;
import centuple.catalogue.ShopSet;
import centuple.link.LinkTable;
import centuple.link.PairRoute;
import centuple.link.TargetReading;
import centuple.link.TargetUrl;
import centuple.shop.ShopId;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * All that a decision looks at, of one moment: the catalogue, what is known of the partners, and which pages may be led
 * to. Made in the background and swapped whole. Immutable but for the pairs, safe for all threads.
 */
public final class RoutingView {
    /** Before anything is known. */
    public static final RoutingView EMPTY = new RoutingView(CatalogueIndex.EMPTY, RoutingTable.EMPTY, Map.of(),
            new BitSet(), Map.of());

    private final CatalogueIndex catalogue;
    private final RoutingTable table;
    private final Map<Integer, Set<String>> origins;
    private final BitSet provenPages;
    private final Map<Integer, ShopSet> partners;

    private RoutingView(CatalogueIndex catalogue, RoutingTable table, Map<Integer, Set<String>> origins,
            BitSet provenPages, Map<Integer, ShopSet> partners) {
        this.catalogue = catalogue;
        this.table = table;
        this.origins = origins;
        this.provenPages = provenPages;
        this.partners = partners;
    }

    /** The view after a change of any of the three; pages are looked at again only where they or the hosts changed. */
    public RoutingView with(CatalogueIndex newCatalogue, RoutingTable newTable, LinkTable links) {
        Map<Integer, Set<String>> newOrigins = new HashMap<>();
        for (PairRoute route : links.routes()) {
            newOrigins.put(route.pair().receiver(), route.origins());
        }
        boolean samePages = newCatalogue == catalogue && newOrigins.equals(origins);
        Map<Integer, ShopSet> newPartners = new HashMap<>();
        newTable.byGiver().forEach((giver, routes) -> newPartners.put(giver, newCatalogue.shops(routes.receivers())));
        return new RoutingView(newCatalogue, newTable, newOrigins,
                samePages ? provenPages : provenPages(newCatalogue, newOrigins), newPartners);
    }

    private static BitSet provenPages(CatalogueIndex catalogue, Map<Integer, Set<String>> origins) {
        BitSet proven = new BitSet(catalogue.size());
        for (int product = 0; product < catalogue.size(); product++) {
            Set<String> own = origins.getOrDefault(catalogue.shopOf(product).value(), Set.of());
            proven.set(product, isOn(own, catalogue.urlOf(product)));
        }
        return proven;
    }

    private static boolean isOn(Set<String> origins, String address) {
        return !origins.isEmpty() && switch (TargetUrl.read(address, TargetUrl.HostRule.PUBLIC_OR_LOOPBACK)) {
            case TargetReading.Good(TargetUrl url) -> origins.contains(url.origin());
            case TargetReading.Bad _ -> false;
        };
    }

    CatalogueIndex catalogue() {
        return catalogue;
    }

    GiverRoutes routes(ShopId giver) {
        return table.of(giver.value());
    }

    ShopSet partners(ShopId giver) {
        ShopSet found = partners.get(giver.value());
        return found == null ? catalogue.shops(java.util.List.of()) : found;
    }

    /** Whether the product's page is on a proven host of its shop, and where the partner's terms allow links to. */
    boolean isPageProven(int product, PairRoute route) {
        return provenPages.get(product)
                && (route.pathPrefixes().isEmpty() || route.target(catalogue.urlOf(product)) != null);
    }
}

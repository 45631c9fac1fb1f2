package centuple.link;

import centuple.shop.ShopId;

import java.util.List;

/**
 * All that the redirect must know of links, read in one transaction. Immutable.
 *
 * @param version the control plane's version at that moment
 * @param links every link, ended ones too as long as their codes should answer with a page
 * @param provenHosts the hosts that shops have proven to own, without the {@code www.} that each covers
 * @param linkHosts hosts of givers that answer only {@code /r/} and only with this giver's codes
 * @param pairs the pairs with what was decided about them; a pair that is not named is active
 * @param partners who may suggest links to whom, both directions of each accepted partnership
 */
public record LinkSnapshot(long version, List<LinkRow> links, List<OwnedHost> provenHosts, List<OwnedHost> linkHosts,
        List<PairRow> pairs, List<PartnerRow> partners) {
    /** Without suggested links. */
    public LinkSnapshot(long version, List<LinkRow> links, List<OwnedHost> provenHosts, List<OwnedHost> linkHosts,
            List<PairRow> pairs) {
        this(version, links, provenHosts, linkHosts, pairs, List.of());
    }

    public LinkSnapshot {
        links = List.copyOf(links);
        provenHosts = List.copyOf(provenHosts);
        linkHosts = List.copyOf(linkHosts);
        pairs = List.copyOf(pairs);
        partners = List.copyOf(partners);
    }

    /** A host and the shop it belongs to. */
    public record OwnedHost(String host, ShopId shop) {
    }

    /**
     * What was decided about a pair.
     *
     * @param active false while it may not send visitors, for example because giving is at its line
     * @param capReached true while the cap of its terms is used up: visitors go on, but do not count as given
     */
    public record PairRow(ShopId giver, ShopId receiver, boolean active, boolean capReached) {
    }

    /** The terms in force of a giver and a receiver who are partners. */
    public record PartnerRow(ShopId giver, ShopId receiver, LinkRow.TermsInForce terms) {
    }
}

package centuple.link;

import centuple.shop.domain.HostName;
import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Makes a table out of what is stored. What cannot be trusted is left inactive here, whatever the stored state says: a
 * target off the receiver's proven hosts or outside its path prefixes, a fall-back off the giver's.
 *
 * <p>Not safe for several threads; the tables it makes are.
 */
public final class LinkTableBuilder {
    private final SignerSource signers;
    private final PairTable pairs;
    private final TargetUrl.HostRule rule;

    /**
     * A builder for the life of the process.
     *
     * @param signers derives the signing key of a pair
     * @param pairs the pairs that survive the swap
     * @param rule whether loopback hosts may be led to
     */
    public LinkTableBuilder(SignerSource signers, PairTable pairs, TargetUrl.HostRule rule) {
        this.signers = signers;
        this.pairs = pairs;
        this.rule = rule;
    }

    /** A new table; also sets in the pair table what was decided about the pairs. */
    public LinkTable build(LinkSnapshot snapshot) {
        pairs.decide(snapshot.pairs());
        Map<Integer, Set<String>> origins = originsByShop(snapshot);
        Map<Pair, PairSigner> signerByPair = new HashMap<>();
        MarksByGiver marksByGiver = new MarksByGiver(new HashMap<>(), new HashMap<>());
        Map<String, LinkEntry> byCode = HashMap.newHashMap(snapshot.links().size());
        for (LinkRow row : snapshot.links()) {
            Pair pair = pairs.pair(row.pair().giver().value(), row.pair().receiver().value());
            byCode.put(row.code(), entry(row, pair, signer(pair, signerByPair), origins,
                    marksByGiver.marks(pair.giver(), !row.terms().identifierFree())));
        }
        Map<Long, PairRoute> routes = HashMap.newHashMap(snapshot.partners().size());
        for (LinkSnapshot.PartnerRow row : snapshot.partners()) {
            Pair pair = pairs.pair(row.giver().value(), row.receiver().value());
            routes.put(LinkTable.key(pair.giver(), pair.receiver()),
                    new PairRoute(pair, row.terms().version(), signer(pair, signerByPair),
                            origins.getOrDefault(pair.receiver(), Set.of()), row.terms().pathPrefixes(),
                            marksByGiver.marks(pair.giver(), !row.terms().identifierFree())));
        }
        Map<String, Integer> giverByLinkHost = new HashMap<>();
        snapshot.linkHosts().forEach(owned -> giverByLinkHost.put(owned.host(), owned.shop().value()));
        return new LinkTable(snapshot.version(), byCode, giverByLinkHost, routes);
    }

    private PairSigner signer(Pair pair, Map<Pair, PairSigner> signerByPair) {
        return signerByPair.computeIfAbsent(pair, key -> signers.signingKey(key.giver(), key.receiver()));
    }

    private LinkEntry entry(LinkRow row, Pair pair, PairSigner signer, Map<Integer, Set<String>> origins,
            LandingMarks marks) {
        Set<String> receivers = origins.getOrDefault(pair.receiver(), Set.of());
        Set<String> givers = origins.getOrDefault(pair.giver(), Set.of());
        TargetUrl target = trusted(row.addresses().target(), receivers);
        TargetUrl fallback = trusted(row.addresses().fallback(), givers);
        boolean inPlace = target != null && target.isBelow(row.terms().pathPrefixes());
        LinkState state = row.state() == LinkState.ACTIVE && !inPlace ? LinkState.PAUSED : row.state();
        var places = new LinkEntry.Places(inPlace && target != null ? target.origin() : null,
                inPlace && target != null ? LandingUrl.of(target, marks) : null, receivers, row.terms().pathPrefixes(),
                marks, fallback == null ? null : fallback.toString());
        return new LinkEntry(row.id(), pair, row.terms().version(), signer, state, places);
    }

    private @Nullable TargetUrl trusted(@Nullable String address, Set<String> origins) {
        if (address == null) {
            return null;
        }
        return switch (TargetUrl.read(address, rule)) {
            case TargetReading.Good(TargetUrl url) -> origins.contains(url.origin()) ? url : null;
            case TargetReading.Bad _ -> null;
        };
    }

    private Map<Integer, Set<String>> originsByShop(LinkSnapshot snapshot) {
        Map<String, Integer> ownerByHost = new HashMap<>();
        // A proof covers the host and its www., unless another shop has proven just that one.
        for (LinkSnapshot.OwnedHost owned : snapshot.provenHosts()) {
            if (HostName.isPublic(owned.host()) && !owned.host().startsWith("www.")) {
                ownerByHost.put("www." + owned.host(), owned.shop().value());
            }
        }
        for (LinkSnapshot.OwnedHost owned : snapshot.provenHosts()) {
            if (HostName.isPublic(owned.host())
                    || rule == TargetUrl.HostRule.PUBLIC_OR_LOOPBACK && HostName.isLoopback(owned.host())) {
                ownerByHost.put(owned.host(), owned.shop().value());
            }
        }
        Map<Integer, Set<String>> origins = new HashMap<>();
        ownerByHost.forEach((host, shop) -> origins.computeIfAbsent(shop, _ -> new HashSet<>())
                .add(HostName.originOf(host)));
        origins.replaceAll((_, set) -> Set.copyOf(set));
        return origins;
    }

    /** Marks are the same text in all links of a giver, kept once. */
    private record MarksByGiver(Map<Integer, LandingMarks> withToken, Map<Integer, LandingMarks> without) {
        LandingMarks marks(int giver, boolean takesToken) {
            return (takesToken ? withToken : without).computeIfAbsent(giver, id -> LandingMarks.of(id, takesToken));
        }
    }

    /** Derives signing keys; the key ring of the click package does. */
    @FunctionalInterface
    public interface SignerSource {
        /** The key that signs the clicks of this pair now. */
        PairSigner signingKey(int giver, int receiver);
    }
}

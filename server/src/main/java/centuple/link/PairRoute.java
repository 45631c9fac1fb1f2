package centuple.link;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Set;

/**
 * A giver and a receiver who are partners, made ready for links that are suggested and stand in no table. Immutable but
 * for its pair.
 *
 * @param pair who sends whom, and whether it is open now
 * @param termsVersion the version that each click freezes, 0 for none
 * @param signer signs the pair's clicks
 * @param origins all origins that the receiver has proven
 * @param pathPrefixes where on them links may lead; empty means anywhere
 * @param marks what is added to an address
 */
public record PairRoute(Pair pair, int termsVersion, PairSigner signer, Set<String> origins,
        List<String> pathPrefixes, LandingMarks marks) {
    /** One whose visitors come with a click token. */
    public PairRoute(Pair pair, int termsVersion, PairSigner signer, Set<String> origins, List<String> pathPrefixes) {
        this(pair, termsVersion, signer, origins, pathPrefixes, LandingMarks.of(pair.giver(), true));
    }

    /** The target of a suggested link, or null where it may not lead there: https or, in trials, loopback. */
    public @Nullable TargetUrl target(String address) {
        // Loopback origins are in the set only where the exchange was told to allow them.
        return switch (TargetUrl.read(address, TargetUrl.HostRule.PUBLIC_OR_LOOPBACK)) {
            case TargetReading.Good(TargetUrl url) when origins.contains(url.origin()) && url.isBelow(pathPrefixes) ->
                url;
            case TargetReading.Good _,TargetReading.Bad _ -> null;
        };
    }
}

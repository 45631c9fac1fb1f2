package centuple.redirect;

import centuple.link.LandingUrl;
import centuple.link.LinkEntry;
import centuple.link.TargetReading;
import centuple.link.TargetUrl;
import org.jspecify.annotations.Nullable;

/** Resolves the {@code to=} of a request against a link. */
final class DeepLink {
    private DeepLink() {
    }

    /**
     * Where a {@code to=} leads, or null when it is refused.
     *
     * @param to decoded once; a path below the target's own origin, or a whole address on an origin that the receiver
     *     has proven
     */
    static @Nullable LandingUrl resolve(LinkEntry.Places places, String to) {
        String origin = places.origin();
        if (origin == null) {
            return null;
        }
        // Loopback origins are in the set only where the exchange was told to allow them.
        TargetReading reading = to.startsWith("/")
                ? TargetUrl.readBelow(origin, to)
                : TargetUrl.read(to, TargetUrl.HostRule.PUBLIC_OR_LOOPBACK);
        return switch (reading) {
            case TargetReading.Good(TargetUrl url) when places.origins().contains(url.origin())
                    && url.isBelow(places.pathPrefixes()) ->
                LandingUrl.of(url, places.marks());
            case TargetReading.Good _,TargetReading.Bad _ -> null;
        };
    }
}

package centuple.commission.store;

import centuple.shop.ShopId;
import centuple.shop.Terms;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Terms that were accepted and so never change any more, remembered so that an order of a known click asks the database
 * nothing about them. Thread-safe.
 */
final class AcceptedTerms {
    /** Versions remembered; beyond it all are forgotten. */
    static final int VERSIONS_MAX = 10_000;

    private final ConcurrentHashMap<Key, Terms> versions = new ConcurrentHashMap<>();

    Optional<Terms> version(ShopId receiver, ShopId giver, int version, Supplier<Optional<Terms>> otherwise) {
        Key key = new Key(receiver, giver, version);
        Terms remembered = versions.get(key);
        if (remembered != null) {
            return Optional.of(remembered);
        }
        Optional<Terms> found = otherwise.get();
        found.filter(terms -> terms.acceptedAt() != null).ifPresent(terms -> {
            if (versions.size() >= VERSIONS_MAX) {
                versions.clear();
            }
            versions.put(key, terms);
        });
        return found;
    }

    private record Key(ShopId receiver, ShopId giver, int version) {
    }
}

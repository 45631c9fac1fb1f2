package centuple;

import centuple.platform.sql.Database;
import centuple.shop.PublicId;
import centuple.shop.Scope;
import centuple.shop.ShopId;
import centuple.shop.key.ApiKey;
import centuple.shop.key.KeySecret;
import centuple.shop.store.SqlApiKeys;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.UUID;

/** Gives a new exchange its operator's key. Stateless. */
final class FirstStart {
    private FirstStart() {
    }

    /** The operator's key where the operator has none yet, to be shown once; empty on every later start. */
    static Optional<KeySecret> operatorKey(Database database, Instant now) {
        SecureRandom random = new SecureRandom();
        KeySecret secret = KeySecret.next(random, true);
        UUID id = PublicId.next(now, random);
        return database.inTransaction(connection -> {
            // Two servers that start on a new database at the same time must not both make one.
            try (var lock = connection.prepareStatement("select pg_advisory_xact_lock(7241002)")) {
                lock.execute();
            }
            SqlApiKeys keys = new SqlApiKeys(connection);
            if (!keys.page(ShopId.EXCHANGE, Optional.empty(), 1).isEmpty()) {
                return Optional.empty();
            }
            keys.insert(new ApiKey(id, ShopId.EXCHANGE, "first start", EnumSet.allOf(Scope.class),
                    new ApiKey.Use(now, null, null)), secret);
            return Optional.of(secret);
        });
    }
}

package centuple.shop.store;

import centuple.platform.sql.Sql;
import centuple.shop.PublicId;
import centuple.shop.Scope;
import centuple.shop.ShopId;
import centuple.shop.key.ApiKey;
import centuple.shop.key.KeySecret;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Makes the operator's first key. Stateless. */
public final class FirstStart {
    private FirstStart() {
    }

    /**
     * Where the operator has no key that works, makes one; on an exchange that is not live it may replay, too. The
     * caller
     * prints the secret once, after the commit.
     */
    public static Optional<KeySecret> operatorKey(Connection connection, Instant now, RandomGenerator random)
            throws SQLException {
        Sql.run(connection, "select pg_advisory_xact_lock(hashtextextended('first operator key', 0))");
        SqlApiKeys keys = new SqlApiKeys(connection);
        if (keys.countWorking(ShopId.EXCHANGE) > 0) {
            return Optional.empty();
        }
        boolean live = SqlExchange.settings(connection).live();
        Set<Scope> scopes = EnumSet.of(Scope.OPERATOR, Scope.ORDERS_READ, Scope.LEDGER_READ);
        if (!live) {
            scopes.add(Scope.REPLAY);
        }
        KeySecret secret = KeySecret.next(random, live);
        keys.insert(new ApiKey(PublicId.next(now, random), ShopId.EXCHANGE, "first operator key", scopes,
                new ApiKey.Use(now.truncatedTo(ChronoUnit.MICROS), null, null)), secret);
        return Optional.of(secret);
    }
}

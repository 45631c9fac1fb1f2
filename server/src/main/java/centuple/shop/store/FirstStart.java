package centuple.shop.store;

import centuple.platform.sql.ControlVersion;
import centuple.platform.sql.Sql;
import centuple.shop.Event;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Makes keys of the operator at the server itself. Stateless. */
public final class FirstStart {
    private FirstStart() {
    }

    /**
     * Where the operator has no key that works, makes one; on an exchange that is not live it may replay, too. The
     * caller prints the secret once, after the commit.
     */
    public static Optional<KeySecret> operatorKey(Connection connection, Instant now, RandomGenerator random)
            throws SQLException {
        Sql.run(connection, "select pg_advisory_xact_lock(hashtextextended('first operator key', 0))");
        SqlApiKeys keys = new SqlApiKeys(connection);
        if (keys.countWorking(ShopId.EXCHANGE) > 0) {
            return Optional.empty();
        }
        return Optional.of(make(connection, now, random, "first operator key"));
    }

    /** Whether this exchange has never had a key of the operator, working or not. */
    public static boolean isFirst(Connection connection) throws SQLException {
        return new SqlApiKeys(connection).page(ShopId.EXCHANGE, Optional.empty(), 1).isEmpty();
    }

    /** Makes a further key of the operator, as an event; keys there are go on working. */
    public static KeySecret furtherKey(Connection connection, Instant now, RandomGenerator random)
            throws SQLException {
        KeySecret secret = make(connection, now, random, "made at the server");
        ApiKey key = new SqlApiKeys(connection).find(secret).orElseThrow();
        ControlVersion.bump(connection);
        new SqlEventLog(connection).append(List.of(new Event(key.use().createdAt(), "key.created", ShopId.EXCHANGE,
                null, PublicId.of(PublicId.API_KEY, key.id()),
                Map.of("scopes", key.scopes().stream().map(Scope::wire).toList(), "name", key.name()))));
        return secret;
    }

    private static KeySecret make(Connection connection, Instant now, RandomGenerator random, String name)
            throws SQLException {
        boolean live = SqlExchange.settings(connection).live();
        Set<Scope> scopes = EnumSet.of(Scope.OPERATOR, Scope.ORDERS_READ, Scope.LEDGER_READ);
        if (!live) {
            scopes.add(Scope.REPLAY);
        }
        KeySecret secret = KeySecret.next(random, live);
        new SqlApiKeys(connection).insert(new ApiKey(PublicId.next(now, random), ShopId.EXCHANGE, name, scopes,
                new ApiKey.Use(now.truncatedTo(ChronoUnit.MICROS), null, null)), secret);
        return secret;
    }
}

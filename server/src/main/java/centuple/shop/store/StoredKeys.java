package centuple.shop.store;

import centuple.platform.http.Caller;
import centuple.platform.http.server.KeyCheck;
import centuple.platform.sql.Database;
import centuple.shop.Scope;
import centuple.shop.key.ApiKey;
import centuple.shop.key.KeySecret;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds callers by the keys in the database, and notes the day a key was used. Thread-safe. */
public final class StoredKeys implements KeyCheck {
    private final Database database;
    private final InstantSource clock;

    public StoredKeys(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Optional<Caller> find(String secret) {
        return KeySecret.isForm(secret)
                ? database.inTransaction(connection -> find(connection, new KeySecret(secret)))
                : Optional.empty();
    }

    private Optional<Caller> find(Connection connection, KeySecret secret) throws SQLException {
        SqlApiKeys keys = new SqlApiKeys(connection);
        Optional<ApiKey> found = keys.find(secret).filter(key -> key.use().revokedAt() == null);
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        if (found.isPresent() && !today.equals(found.get().use().lastUsedOn())) {
            keys.used(found.get().id(), today);
        }
        return found.map(key -> new Caller(key.id(), key.owner().value(),
                key.scopes().stream().map(Scope::wire).collect(Collectors.toSet())));
    }
}

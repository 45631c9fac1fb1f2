package centuple.shop.store;

import centuple.platform.sql.Row;
import centuple.platform.sql.Sql;
import centuple.shop.Scope;
import centuple.shop.ShopId;
import centuple.shop.key.ApiKey;
import centuple.shop.key.KeySecret;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** API keys, on one open transaction. Not thread-safe. */
public final class SqlApiKeys {
    private static final String COLUMNS = "select id, owner, name, scopes, created_at, last_used_on::text as "
            + "last_used_on, revoked_at from api_key ";

    private final Connection connection;

    public SqlApiKeys(Connection connection) {
        this.connection = connection;
    }

    public void insert(ApiKey key, KeySecret secret) throws SQLException {
        Sql.update(connection, """
                insert into api_key (id, owner, sha256, name, scopes, created_at) values (?, ?, ?, ?, ?, ?)
                """, key.id(), key.owner().value(), secret.sha256(), key.name(),
                key.scopes().stream().map(Scope::wire).toArray(String[]::new), key.use().createdAt());
    }

    /** The key of that secret, revoked or not. */
    public Optional<ApiKey> find(KeySecret secret) throws SQLException {
        return Sql.optional(connection, COLUMNS + "where sha256 = ?", SqlApiKeys::read, secret.sha256());
    }

    public Optional<ApiKey> lock(UUID id) throws SQLException {
        return Sql.optional(connection, COLUMNS + "where id = ? for update", SqlApiKeys::read, id);
    }

    /** Keys of one owner, oldest first. */
    public List<ApiKey> page(ShopId owner, Optional<UUID> after, int countMax) throws SQLException {
        return Sql.list(connection, COLUMNS + "where owner = ? and (?::uuid is null or id > ?) order by id limit ?",
                SqlApiKeys::read, owner.value(), after.orElse(null), after.orElse(null), countMax);
    }

    /** How many keys of that owner work. */
    public int countWorking(ShopId owner) throws SQLException {
        return (int) Sql.<Long>one(connection,
                "select count(*) as keys from api_key where owner = ? and revoked_at is null",
                row -> row.bigint("keys"), owner.value()).longValue();
    }

    /** From then on the key works no more. */
    public void revoke(UUID id, Instant at) throws SQLException {
        Sql.update(connection, "update api_key set revoked_at = ? where id = ? and revoked_at is null", at, id);
    }

    /** Notes the last day of use; writes only once a day. */
    public void used(UUID id, LocalDate day) throws SQLException {
        Sql.update(connection, "update api_key set last_used_on = ? where id = ? and last_used_on is distinct from ?",
                day, id, day);
    }

    private static ApiKey read(Row row) throws SQLException {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String wire : row.texts("scopes")) {
            Scope.parse(wire).ifPresent(scopes::add);
        }
        String lastUsedOn = row.textOrNull("last_used_on");
        return new ApiKey(row.uuid("id"), new ShopId(row.integer("owner")), row.text("name"), scopes, new ApiKey.Use(
                row.instant("created_at"), lastUsedOn == null ? null : LocalDate.parse(lastUsedOn),
                row.instantOrNull("revoked_at")));
    }
}

package centuple.catalogue.store;

import centuple.platform.sql.Sql;

import java.sql.Connection;
import java.sql.SQLException;

/** Counts the changes of products and pairs, so that every server knows when its index is old. Stateless. */
public final class CatalogueVersion {
    private CatalogueVersion() {
    }

    /** Called late in each transaction that changes products or pairs: the row stays locked until the commit. */
    static void bump(Connection connection) throws SQLException {
        Sql.update(connection, """
                insert into catalogue_version (version) values (1)
                on conflict (singleton) do update set version = catalogue_version.version + 1
                """);
    }

    /** The version this transaction sees; 0 before the first feed. */
    public static long read(Connection connection) throws SQLException {
        return Sql.one(connection, "select coalesce(max(version), 0) as version from catalogue_version",
                row -> row.bigint("version"));
    }
}

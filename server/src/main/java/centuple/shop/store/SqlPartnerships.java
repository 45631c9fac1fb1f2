package centuple.shop.store;

import centuple.platform.sql.Row;
import centuple.platform.sql.Sql;
import centuple.shop.ShopId;
import centuple.shop.Terms;
import centuple.shop.partnership.Partnership;
import centuple.shop.partnership.PartnershipState;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Partnerships with their terms, on one open transaction. Not thread-safe. */
public final class SqlPartnerships {
    private static final String COLUMNS = "select id, proposer, invited, state, proposed_at, accepted_at, closed_at, "
            + "closed_by from partnership ";

    private static final String TERMS = "select " + TermsRows.COLUMNS + """
            from terms_version t left join terms_acceptance a using (receiver, giver, version)
            where t.partnership_id = ? order by t.offered_at, t.version, t.receiver
            """;

    private final Connection connection;

    public SqlPartnerships(Connection connection) {
        this.connection = connection;
    }

    /** Keeps other transactions from proposing between the same two until this one ends. */
    public void lockPair(ShopId one, ShopId other) throws SQLException {
        Sql.run(connection, "select pg_advisory_xact_lock(?, ?)", Math.min(one.value(), other.value()),
                Math.max(one.value(), other.value()));
    }

    /** Whether the two have one that is proposed or accepted. */
    public boolean existsOpen(ShopId one, ShopId other) throws SQLException {
        return Sql.one(connection, """
                select exists (select from partnership where least(proposer, invited) = ?
                    and greatest(proposer, invited) = ? and state in ('PROPOSED', 'ACCEPTED')) as found
                """, row -> row.bool("found"), Math.min(one.value(), other.value()),
                Math.max(one.value(), other.value()));
    }

    /** The number the next version of that receiver's terms for that giver gets. */
    public int nextVersion(ShopId receiver, ShopId giver) throws SQLException {
        return Sql.one(connection,
                "select coalesce(max(version), 0) + 1 as next from terms_version where receiver = ? and giver = ?",
                row -> row.integer("next"), receiver.value(), giver.value());
    }

    /** The one of that id, if the reader is one of its two shops or is the operator. */
    public Optional<Partnership> find(UUID id, ShopId reader) throws SQLException {
        return find(id, reader, "");
    }

    /** The same, locked until the end of the transaction; so are decisions on what is in force. */
    public Optional<Partnership> lock(UUID id, ShopId reader) throws SQLException {
        AgreementLock.alone(connection);
        return find(id, reader, " for update");
    }

    private Optional<Partnership> find(UUID id, ShopId reader, String locking) throws SQLException {
        return Sql.optional(connection, COLUMNS + "where id = ?" + locking, this::read, id).filter(
                found -> reader.equals(ShopId.EXCHANGE) || found.parties().has(reader)).map(this::withTerms);
    }

    /** Those of a shop, or all for the operator, oldest first. */
    public List<Partnership> page(ShopId reader, Optional<UUID> after, int countMax) throws SQLException {
        List<Partnership> bare = Sql.list(connection, COLUMNS + """
                where (? = 0 or proposer = ? or invited = ?) and (?::uuid is null or id > ?) order by id limit ?
                """, this::read, reader.value(), reader.value(), reader.value(), after.orElse(null),
                after.orElse(null), countMax);
        return bare.stream().map(this::withTerms).toList();
    }

    /** Writes a new one with its terms. */
    public void insert(Partnership made) throws SQLException {
        Partnership.Dates dates = made.dates();
        Sql.update(connection, """
                insert into partnership (id, proposer, invited, state, proposed_at, accepted_at, closed_at, closed_by)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                """, made.id(), made.parties().proposer().value(), made.parties().invited().value(),
                made.state().name(), dates.proposedAt(), dates.acceptedAt(), dates.closedAt(), closedBy(dates));
        for (Terms terms : made.terms()) {
            TermsRows.insert(connection, made.id(), terms);
        }
    }

    /** Writes what became of one: its state, versions offered since, and acceptances. */
    public void update(Partnership old, Partnership made) throws SQLException {
        Partnership.Dates dates = made.dates();
        Sql.update(connection,
                "update partnership set state = ?, accepted_at = ?, closed_at = ?, closed_by = ? where id = ?",
                made.state().name(), dates.acceptedAt(), dates.closedAt(), closedBy(dates), made.id());
        for (Terms terms : made.terms()) {
            Optional<Terms> before = old.terms().stream()
                    .filter(each -> each.receiver().equals(terms.receiver()) && each.version() == terms.version())
                    .findFirst();
            if (before.isEmpty()) {
                TermsRows.insert(connection, made.id(), terms);
            } else if (before.get().acceptedAt() == null) {
                TermsRows.insertAcceptance(connection, terms);
            }
        }
    }

    private Partnership withTerms(Partnership bare) {
        try {
            return new Partnership(bare.id(), bare.parties(), bare.state(), bare.dates(),
                    Sql.list(connection, TERMS, TermsRows::read, bare.id()));
        } catch (SQLException e) {
            throw centuple.platform.sql.DatabaseException.of(e);
        }
    }

    private Partnership read(Row row) throws SQLException {
        Integer closedBy = row.integerOrNull("closed_by");
        return new Partnership(row.uuid("id"),
                new Partnership.Parties(new ShopId(row.integer("proposer")), new ShopId(row.integer("invited"))),
                PartnershipState.valueOf(row.text("state")),
                new Partnership.Dates(row.instant("proposed_at"), row.instantOrNull("accepted_at"),
                        row.instantOrNull("closed_at"), closedBy == null ? null : new ShopId(closedBy)),
                List.of());
    }

    private static @Nullable Integer closedBy(Partnership.Dates dates) {
        return dates.closedBy() == null ? null : dates.closedBy().value();
    }
}

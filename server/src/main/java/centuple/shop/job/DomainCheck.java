package centuple.shop.job;

import centuple.platform.sql.ControlVersion;
import centuple.platform.sql.Database;
import centuple.shop.Decision;
import centuple.shop.domain.Domain;
import centuple.shop.domain.Ownership;
import centuple.shop.domain.ProofMethod;
import centuple.shop.domain.ProofSearch;
import centuple.shop.domain.ProofText;
import centuple.shop.store.SqlDomains;
import centuple.shop.store.SqlEventLog;
import centuple.shop.store.SqlExchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The daily check that proven hosts still are. Run it as often as wished: each host is looked at once a day, and hosts
 * that were lost at each run. Thread-safe, and safe beside another server's run.
 */
public final class DomainCheck {
    private static final Logger LOG = LoggerFactory.getLogger(DomainCheck.class);
    private static final int DOMAINS_PER_PAGE = 100;

    private final Database database;
    private final ProofSearch search;

    public DomainCheck(Database database, ProofSearch search) {
        this.database = database;
        this.search = search;
    }

    /** Checks what is due; returns how many hosts were looked at. */
    public int run(Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        String exchange = database.read(SqlExchange::settings).publicUrl();
        Optional<UUID> after = Optional.empty();
        int checked = 0;
        while (true) {
            Optional<UUID> behind = after;
            List<Domain> due = database
                    .read(connection -> new SqlDomains(connection).dueForCheck(today, behind, DOMAINS_PER_PAGE));
            for (Domain domain : due) {
                check(domain, exchange, now);
                checked++;
            }
            if (due.size() < DOMAINS_PER_PAGE) {
                return checked;
            }
            after = Optional.of(due.getLast().id());
        }
    }

    /** The host is asked outside of any transaction: it may take its time. */
    private void check(Domain seen, String exchange, Instant now) {
        ProofMethod found = search.find(seen, new ProofText(exchange, seen.shop(), seen.challenge())).found();
        if (found == null) {
            LOG.info("the proof of {} was not found", seen.name().host());
        }
        database.inTransaction(connection -> write(connection, seen.id(), found, now));
    }

    private static boolean write(Connection connection, UUID id, @Nullable ProofMethod found, Instant now)
            throws SQLException {
        SqlDomains domains = new SqlDomains(connection);
        Optional<Domain> current = domains.lock(id);
        if (current.isEmpty()) {
            return false;
        }
        String host = current.get().name().host();
        domains.lockHost(host);
        boolean provenByOther = domains.rivals(current.get().shop(), host).provenByOther();
        Decision<Domain> decision = Ownership.checked(current.get(), found, provenByOther,
                now.truncatedTo(ChronoUnit.MICROS));
        if (!(decision instanceof Decision.Made<Domain> made) || made.value().equals(current.get())) {
            return false;
        }
        domains.update(made.value());
        if (!made.events().isEmpty()) {
            ControlVersion.bump(connection);
            new SqlEventLog(connection).append(made.events());
        }
        return true;
    }
}

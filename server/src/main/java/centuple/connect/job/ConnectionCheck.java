package centuple.connect.job;

import centuple.connect.Platform;
import centuple.connect.check.Checkup;
import centuple.connect.check.Finding;
import centuple.connect.check.SameNumbers;
import centuple.connect.inbox.InboxEvent;
import centuple.connect.inbox.InboxEvent.From;
import centuple.connect.inbox.TwoTellers;
import centuple.connect.store.SqlConnections.Known;
import centuple.connect.store.SqlInbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A connection as it was looked at.
 *
 * @param newest its newest events, the newest first
 * @param findings what arrived, and what is wrong
 * @param parked events that somebody must look at
 */
public record ConnectionCheck(List<InboxEvent> newest, List<Finding> findings, long parked) {
    /** Messages of orders of two sources that are older than this are past. */
    private static final Duration LOOKED_BACK = Duration.ofDays(30);

    public ConnectionCheck {
        newest = List.copyOf(newest);
        findings = List.copyOf(findings);
    }

    /** Looks at it, in a transaction. */
    public static ConnectionCheck of(Connection connection, Known known, Platform platform, Instant now)
            throws SQLException {
        From from = new From(known.connection().shop(), platform.name());
        SqlInbox inbox = new SqlInbox(connection);
        List<InboxEvent> newest = inbox.page(from, Optional.empty(), Optional.empty(), Checkup.EVENTS_MAX);
        Instant refusedAt = known.refused().at();
        List<Finding> findings = new ArrayList<>(SameNumbers.of(from,
                inbox.parkedBeginning(from.shop(), TwoTellers.BEGINNING, now.minus(LOOKED_BACK))));
        findings.addAll(Checkup.of(platform, new Checkup.Known(
                refusedAt == null ? null : new Checkup.LastRefusal(refusedAt, known.refused().why()),
                known.lastPingAt(), known.connection().apiUrl().isEmpty() ? "" : known.polling().problem(),
                known.connection().landing(), newest), now));
        return new ConnectionCheck(newest, findings, inbox.parked(from));
    }
}

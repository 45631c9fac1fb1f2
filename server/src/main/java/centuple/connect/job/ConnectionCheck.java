package centuple.connect.job;

import centuple.connect.Platform;
import centuple.connect.check.Checkup;
import centuple.connect.check.Finding;
import centuple.connect.check.SameNumbers;
import centuple.connect.inbox.InboxEvent;
import centuple.connect.inbox.InboxEvent.From;
import centuple.connect.inbox.TwoTellers;
import centuple.connect.store.SqlConnections;
import centuple.connect.store.SqlConnections.Known;
import centuple.connect.store.SqlConnections.Refused;
import centuple.connect.store.SqlInbox;
import org.jspecify.annotations.Nullable;

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

    private static String problem(Known known, Instant now) {
        if (known.connection().apiUrl().isEmpty()) {
            return "";
        }
        SqlConnections.Pause pause = known.pause();
        return pause.until().isAfter(now)
                ? pause.why() + "; it is left alone until " + pause.until()
                : known.polling().problem();
    }

    /** Looks at it, in a transaction. */
    public static ConnectionCheck of(Connection connection, Known known, Platform platform, Instant now)
            throws SQLException {
        From from = new From(known.connection().shop(), platform.name());
        SqlInbox inbox = new SqlInbox(connection);
        List<InboxEvent> newest = inbox.page(from, Optional.empty(), Optional.empty(), Checkup.EVENTS_MAX);
        List<Finding> findings = new ArrayList<>(SameNumbers.of(from,
                inbox.parkedBeginning(from.shop(), TwoTellers.BEGINNING, now.minus(LOOKED_BACK))));
        List<InboxEvent> looked = new ArrayList<>(newest);
        if (newest.stream().noneMatch(event -> event.standing().state() == InboxEvent.State.PARKED)) {
            looked.addAll(inbox.page(from, Optional.of(InboxEvent.State.PARKED), Optional.empty(), 1));
        }
        findings.addAll(Checkup.of(platform, new Checkup.Known(
                new Checkup.Refusals(last(known.refused()), last(known.signedRefused()), known.changedAt()),
                known.lastPingAt(), problem(known, now), known.connection().landing(), looked), now));
        Checkup.uncountedDays(inbox.ofDaysThatDoNotCount(from.shop(), newest)).ifPresent(findings::add);
        return new ConnectionCheck(newest, findings, inbox.parked(from));
    }

    private static Checkup.@Nullable LastRefusal last(Refused refused) {
        Instant at = refused.at();
        return at == null ? null : new Checkup.LastRefusal(at, refused.why());
    }
}

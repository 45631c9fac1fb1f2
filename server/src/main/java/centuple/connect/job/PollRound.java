package centuple.connect.job;

import centuple.connect.ApiCall;
import centuple.connect.Connection;
import centuple.connect.Polled;
import centuple.connect.Polled.Cursor;
import centuple.connect.Polled.Seen;
import centuple.connect.Signature;
import centuple.connect.UnreadableException;
import centuple.connect.inbox.InboxEvent;
import centuple.connect.net.ApiClient;
import centuple.connect.net.ApiClient.Fault;
import centuple.connect.store.SqlConnections;
import centuple.connect.store.SqlConnections.Known;
import centuple.connect.store.SqlConnections.Polling;
import centuple.connect.store.SqlInbox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Asks one connection for the orders that changed, page by page. A page that is too large, or on which the API fails,
 * is asked for in smaller parts, and an order that cannot be read by itself is told by its name: the inbox asks for it
 * alone and sets it aside with the reason, while the others go on. For one thread.
 */
final class PollRound {
    private static final ApiClient.Limits LIMITS = new ApiClient.Limits(PollJob.PAGE_BYTES_MAX,
            PollJob.QUESTION_TIME_MAX);
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(PollRound.class);

    private final PollJob.Parts parts;
    private final Known known;
    private final Polled platform;
    private final PageSizes sizes;
    private final Instant until;
    private Cursor cursor;
    /** A page is being made smaller: to stop then would come to nothing the next time either. */
    private boolean isShrinking;

    PollRound(PollJob.Parts parts, Known known, Polled platform, PageSizes sizes) {
        this.parts = parts;
        this.known = known;
        this.platform = platform;
        this.sizes = sizes;
        this.cursor = sizes.of(from(), known.polling().cursor());
        this.until = now().plus(PollJob.ROUND_TIME_MAX);
    }

    /** Asks until all is read, something is wrong, or others shall have their turn. */
    void run() {
        boolean goesOn = true;
        try {
            for (int asked = 0; goesOn
                    && (isShrinking || asked < PollJob.QUESTIONS_MAX && now().isBefore(until)); asked++) {
                goesOn = switch (ask(platform.call(withOverlap()))) {
                    case ApiClient.Answered page -> took(platform.read(page.headers(), page.body(), cursor), false);
                    case ApiClient.Failed failed when isOfThePage(failed) -> goesOnSmaller(failed);
                    case ApiClient.Failed failed -> failed(failed);
                };
            }
        } catch (UnreadableException e) {
            beginAnew(e.getMessage(), PollJob.EVERY);
        }
    }

    private Cursor withOverlap() {
        return cursor.page().isEmpty()
                ? new Cursor(cursor.since().minus(PollJob.OVERLAP), "", cursor.count())
                : cursor;
    }

    private ApiClient.Outcome ask(ApiCall call) {
        return parts.api().ask(known.connection(), platform, call, LIMITS);
    }

    /** Whether a smaller page, or the order alone, may be readable. */
    private static boolean isOfThePage(ApiClient.Failed failed) {
        return switch (failed.fault()) {
            case TOO_LARGE, UNREADABLE -> true;
            case OVERTAXED -> !Thread.currentThread().isInterrupted(); // a server that stops says nothing of the API
            case AWAY, CLOSED, MISSING -> false;
        };
    }

    /** Where even the name of the order cannot be had, it is not the order that is wrong: nothing is left out. */
    private boolean goesOnSmaller(ApiClient.Failed failed) {
        Optional<Cursor> smaller = cursor.smaller();
        if (smaller.isPresent()) {
            cursor = smaller.get();
            isShrinking = true;
            return failed.fault() != Fault.OVERTAXED || now().isBefore(until) || goesOnLater(failed);
        }
        return switch (ask(platform.names(withOverlap()))) {
            case ApiClient.Answered names -> took(platform.read(names.headers(), names.body(), cursor), true);
            case ApiClient.Failed _ -> {
                sizes.keep(from(), cursor.count());
                yield failed(failed);
            }
        };
    }

    /** A slow API would hold up others: it is asked for the smaller page in the next round, after the usual pause. */
    private boolean goesOnLater(ApiClient.Failed failed) {
        sizes.keep(from(), cursor.count());
        pause(failed);
        write(List.of(), new Polling(cursor, now().plus(failed.pause()), failed.why()));
        return false;
    }

    /** Orders that say they changed in the future do not make the orders until then go unseen. */
    private boolean took(Polled.Page page, boolean areNames) {
        isShrinking = false;
        Instant now = now();
        Cursor next = page.next();
        Instant since = next.since().isAfter(now) ? now : next.since();
        cursor = new Cursor(since, next.page(), areNames ? Cursor.ORDERS_MAX : next.count());
        List<Seen> seen = page.events().stream().map(one -> areNames || isTooLong(one) ? platform.named(one) : one)
                .toList();
        sizes.keep(from(), page.isLast() ? Cursor.ORDERS_MAX : cursor.larger().count());
        boolean isSame = write(seen, new Polling(cursor, now.plus(page.isLast() ? PollJob.EVERY : SOON), ""));
        return isSame && !page.isLast();
    }

    private static boolean isTooLong(Seen one) {
        return InboxJson.write(one.body()).length() > InboxEvent.BODY_CHARS_MAX;
    }

    private boolean failed(ApiClient.Failed failed) {
        if (Thread.currentThread().isInterrupted()) {
            return false; // the server is stopping, which says nothing of the API
        }
        pause(failed);
        beginAnew(failed.why(), failed.fault() == Fault.MISSING || failed.pause().compareTo(PollJob.EVERY) > 0
                ? ApiClient.WAIT_MAX
                : PollJob.EVERY);
        return false;
    }

    private void pause(ApiClient.Failed failed) {
        if (failed.pause().isPositive()) {
            SqlConnections.Pause pause = new SqlConnections.Pause(now().plus(failed.pause()), failed.why());
            parts.database().inTransaction(open -> {
                new SqlConnections(open, parts.seal()).pause(from(), known.changedAt(), pause);
                return null;
            });
        }
    }

    /** A page that cannot be had any more is not asked for again. */
    private void beginAnew(String problem, Duration wait) {
        write(List.of(), new Polling(new Cursor(cursor.since(), ""), now().plus(wait), problem));
        LOG.info("orders of {} on {} could not be asked for: {}", known.connection().shop(),
                known.connection().platform(), problem);
    }

    /**
     * Events and cursor together: what was seen is not skipped, and what was not is asked for again.
     *
     * @return whether the connection is still the one that is asked; if not, its round ends
     */
    private boolean write(List<Seen> seen, Polling polling) {
        Instant now = now();
        List<SqlInbox.Arrival> arrivals = seen.stream().map(one -> {
            String body = InboxJson.write(one.body());
            return new SqlInbox.Arrival(new InboxEvent(parts.ids().get(), from(), one.notice(), body, true, 0, now,
                    InboxEvent.Standing.WAITING), Signature.digest(Signature.utf8(body)));
        }).toList();
        int added = parts.database().inTransaction(open -> {
            if (!new SqlConnections(open, parts.seal()).polled(known, polling)) {
                return -1;
            }
            return arrivals.isEmpty() ? 0 : new SqlInbox(open).add(arrivals).size();
        });
        if (added > 0) {
            parts.wake().run();
        }
        return added >= 0;
    }

    private InboxEvent.From from() {
        Connection connection = known.connection();
        return new InboxEvent.From(connection.shop(), connection.platform());
    }

    private Instant now() {
        return parts.clock().instant();
    }
}

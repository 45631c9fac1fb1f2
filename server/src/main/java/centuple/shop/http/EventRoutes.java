package centuple.shop.http;

import centuple.platform.http.Access;
import centuple.platform.http.Answer;
import centuple.platform.http.Page;
import centuple.platform.http.Query;
import centuple.platform.http.Request;
import centuple.platform.http.Route;
import centuple.platform.json.Json;
import centuple.shop.Scope;
import centuple.shop.ShopId;
import centuple.shop.store.SqlEventLog;
import tools.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What happened, in the order in which it was committed. Thread-safe. */
public final class EventRoutes {
    private final Desk desk;

    public EventRoutes(Desk desk) {
        this.desk = desk;
    }

    public List<Route> routes() {
        return List.of(Route.get("/v1/events", Access.scope(Scope.LEDGER_READ.wire(), Scope.OPERATOR.wire()),
                this::list));
    }

    /** Unlike other lists, the last page has a cursor too: the place from which to ask for what comes. */
    private Answer list(Request request) {
        Query query = request.query();
        Page.Wish<Long> wish = Page.Wish.of(query, EventRoutes::position);
        query.finish();
        Optional<ShopId> reader = request.caller().isOperator() ? Optional.empty() : Optional.of(Desk.reader(request));
        long after = wish.after().orElse(0L);
        List<SqlEventLog.Positioned> found = desk
                .read(connection -> SqlEventLog.page(connection, reader, after, wish.limit() + 1));
        boolean more = found.size() > wish.limit();
        List<SqlEventLog.Positioned> page = more ? found.subList(0, wish.limit()) : found;
        long last = page.isEmpty() ? after : page.getLast().position();
        return Answer.ok(new Page<>(page.stream().map(EventView::of).toList(), more, Page.cursor(Long.toString(last))));
    }

    private static Optional<Long> position(String text) {
        return text.matches("[0-9]{1,18}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }

    private record EventView(long position, Instant at, String kind, String subject, ObjectNode data) {
        static EventView of(SqlEventLog.Positioned event) {
            return new EventView(event.position(), event.at(), event.kind(), event.subject(),
                    Json.object(event.dataJson().getBytes(StandardCharsets.UTF_8)));
        }
    }
}

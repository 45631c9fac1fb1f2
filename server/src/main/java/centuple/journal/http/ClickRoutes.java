package centuple.journal.http;

import centuple.click.ClickId;
import centuple.click.ClickRecord;
import centuple.journal.StoredClick;
import centuple.journal.store.SqlClickReader;
import centuple.platform.http.Access;
import centuple.platform.http.Answer;
import centuple.platform.http.CommonProblem;
import centuple.platform.http.Page;
import centuple.platform.http.Problem;
import centuple.platform.http.ProblemException;
import centuple.platform.http.Query;
import centuple.platform.http.Request;
import centuple.platform.http.Route;
import centuple.platform.sql.Database;
import centuple.shop.Scope;
import centuple.shop.ShopId;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/**
 * The clicks a shop gave or received, newest first. A click is here some hundred milliseconds after it happened.
 * Thread-safe.
 */
public final class ClickRoutes {
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.ofEpochMilli(ClickRecord.AT_MILLIS_MAX);

    private final Database database;

    public ClickRoutes(Database database) {
        this.database = database;
    }

    /** The routes. */
    public List<Route> routes() {
        Access access = Access.scope(Scope.LEDGER_READ.wire());
        return List.of(Route.get("/v1/clicks", access, this::list), Route.get("/v1/clicks/{id}", access, this::one));
    }

    private Answer list(Request request) {
        Query query = request.query();
        ShopId shop = reader(request, query);
        SqlClickReader.Side side = query.parsed("side", ClickRoutes::side, "given or received")
                .orElse(SqlClickReader.Side.GIVEN);
        Optional<ShopId> partner = query.parsed("partner", ShopId::parse, "a shop id");
        Instant since = query.parsed("since", ClickRoutes::time, "a time as 2026-11-23T08:00:00Z").orElse(EARLIEST);
        Instant until = query.parsed("until", ClickRoutes::time, "a time as 2026-11-23T08:00:00Z").orElse(LATEST);
        Page.Wish<SqlClickReader.Place> page = Page.Wish.of(query, ClickRoutes::place);
        query.finish();
        SqlClickReader.Wish wish = new SqlClickReader.Wish(shop, side, partner.orElse(null), since, until,
                page.after().orElse(null));
        List<ClickRecord> found = database
                .read(connection -> new SqlClickReader(connection).page(wish, page.limit() + 1));
        return Answer.ok(Page.of(found, page.limit(), click -> click.atMillis() + " " + click.id())
                .map(click -> ClickView.of(new StoredClick(click, shop))));
    }

    private Answer one(Request request) {
        Query query = request.query();
        ShopId shop = reader(request, query);
        query.finish();
        ClickRecord click = id(request.path("id"))
                .flatMap(id -> database.read(connection -> new SqlClickReader(connection).find(id, shop)))
                .orElseThrow(ClickRoutes::notFound);
        return Answer.ok(ClickView.of(new StoredClick(click, shop)));
    }

    private static ShopId reader(Request request, Query query) {
        return new ShopId(query.account(request.caller(), "shop", text -> ShopId.parse(text).map(ShopId::value)));
    }

    private static Optional<SqlClickReader.Side> side(String text) {
        return switch (text) {
            case "given" -> Optional.of(SqlClickReader.Side.GIVEN);
            case "received" -> Optional.of(SqlClickReader.Side.RECEIVED);
            default -> Optional.empty();
        };
    }

    private static Optional<Instant> time(String text) {
        try {
            Instant time = Instant.parse(text);
            return time.isBefore(EARLIEST) || time.isAfter(LATEST) ? Optional.empty() : Optional.of(time);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Optional<SqlClickReader.Place> place(String text) {
        String[] parts = text.split(" ", 2);
        if (parts.length != 2 || !parts[0].matches("[0-9]{1,13}")) {
            return Optional.empty();
        }
        return id(parts[1]).map(id -> new SqlClickReader.Place(Long.parseLong(parts[0]), id));
    }

    private static Optional<ClickId> id(String text) {
        try {
            return Optional.of(ClickId.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static ProblemException notFound() {
        return new Problem(CommonProblem.NOT_FOUND, "there is no such click, or it is not one of yours").exception();
    }
}

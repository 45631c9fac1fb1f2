package centuple.moving.http;

import centuple.moving.store.SqlMovedVisits;
import centuple.moving.store.SqlMovedVisits.Counted;
import centuple.moving.store.SqlMovedVisits.Place;
import centuple.platform.http.Access;
import centuple.platform.http.Answer;
import centuple.platform.http.Page;
import centuple.platform.http.Query;
import centuple.platform.http.Request;
import centuple.platform.http.Route;
import centuple.platform.sql.Database;
import centuple.shop.PublicId;
import centuple.shop.Scope;
import centuple.shop.ShopId;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Clicks that a giver brought from another program, apart from those of the exchange. Thread-safe. */
public final class MovedRoutes {
    private final Database database;

    public MovedRoutes(Database database) {
        this.database = database;
    }

    /** The routes. */
    public List<Route> routes() {
        return List.of(Route.get("/v1/moved-visits", Access.scope(Scope.LEDGER_READ.wire()), this::list));
    }

    private Answer list(Request request) {
        Query query = request.query();
        ShopId giver = new ShopId(
                query.account(request.caller(), "shop", text -> ShopId.parse(text).map(ShopId::value)));
        Page.Wish<Place> wish = Page.Wish.of(query, MovedRoutes::place);
        query.finish();
        List<Counted> found = database.read(
                connection -> SqlMovedVisits.page(connection, giver, wish.after(), wish.limit() + 1));
        return Answer.ok(Page.of(found, wish.limit(), MovedRoutes::key).map(MovedView::of));
    }

    private static String key(Counted counted) {
        Place place = counted.place();
        return PublicId.of(PublicId.LINK, place.link()) + " " + place.program() + " " + place.span() + " "
                + place.firstDay();
    }

    private static Optional<Place> place(String key) {
        String[] parts = key.split(" ", -1);
        if (parts.length != 4) {
            return Optional.empty();
        }
        try {
            LocalDate day = LocalDate.parse(parts[3]);
            return PublicId.parse(PublicId.LINK, parts[0]).map(link -> new Place(link, parts[1], parts[2], day));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private record MovedView(String link, String code, String program, String span, String firstDay, String lastDay,
            long visits) {
        static MovedView of(Counted counted) {
            Place place = counted.place();
            return new MovedView(PublicId.of(PublicId.LINK, place.link()), counted.code(), place.program(),
                    place.span().toLowerCase(Locale.ROOT), place.firstDay().toString(), counted.lastDay().toString(),
                    counted.visits());
        }
    }
}

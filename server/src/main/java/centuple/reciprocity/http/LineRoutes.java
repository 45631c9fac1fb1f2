package centuple.reciprocity.http;

import centuple.platform.http.Access;
import centuple.platform.http.Answer;
import centuple.platform.http.CommonProblem;
import centuple.platform.http.Conflict;
import centuple.platform.http.Idempotency;
import centuple.platform.http.Problem;
import centuple.platform.http.ProblemException;
import centuple.platform.http.Query;
import centuple.platform.http.Request;
import centuple.platform.http.Route;
import centuple.platform.json.JsonFields;
import centuple.platform.sql.ControlVersion;
import centuple.platform.sql.Database;
import centuple.reciprocity.LineMath;
import centuple.reciprocity.Protection;
import centuple.reciprocity.store.PairLines;
import centuple.reciprocity.store.PairWishes;
import centuple.shop.Event;
import centuple.shop.EventLog;
import centuple.shop.Refusal;
import centuple.shop.Scope;
import centuple.shop.ShopId;
import centuple.shop.TermsBook;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** How far giving may go with a partner, and what the giver decides about it. Thread-safe. */
public final class LineRoutes {
    private static final Set<String> GIVER_ALONE = Set.of("giving.limit_lifted", "giving.limit_set");
    private static final String PARTNER = "/v1/partners/{id}";

    private final Database database;
    private final InstantSource clock;
    private final Idempotency idempotency;
    private final Ports ports;

    public LineRoutes(Database database, InstantSource clock, Ports ports) {
        this.database = database;
        this.clock = clock;
        this.idempotency = new Idempotency(database, clock);
        this.ports = ports;
    }

    /** What it needs of other features, on an open transaction. */
    public record Ports(Function<Connection, TermsBook> terms, Function<Connection, EventLog> events) {
    }

    /** The routes. */
    public List<Route> routes() {
        Access readers = Access.scope(Scope.PARTNERS_WRITE.wire(), Scope.LEDGER_READ.wire());
        Access writers = Access.scope(Scope.PARTNERS_WRITE.wire());
        return List.of(Route.get(PARTNER + "/line", readers, this::line),
                Route.post(PARTNER + "/gift", writers, this::gift),
                Route.post(PARTNER + "/go-on", writers, this::goOn));
    }

    private Answer line(Request request) {
        ShopId me = shop(request);
        ShopId partner = partner(request);
        Query query = request.query();
        int width = query.integer("width", 0, LineMath.SIZE_MAX, -1);
        query.finish();
        return Answer.ok(database.read(connection -> {
            requirePartners(connection, me, partner);
            return view(connection, new Pair(me, partner), clock.instant(), width);
        }));
    }

    private static LineView.PartnerView view(Connection connection, Pair pair, Instant now, int width)
            throws SQLException {
        ShopId me = pair.me();
        ShopId partner = pair.partner();
        PairLines lines = new PairLines(connection, now);
        PairWishes wishes = new PairWishes(connection);
        PairLines.Kept giving = lines.latest(me, partner).orElse(null);
        PairLines.Kept receiving = lines.latest(partner, me).orElse(null);
        int alarms = lines.alarmsAgainst(partner, Protection.STANDARD.remembersFrom(now));
        // As if the partner went as far as this shop: how far it goes is its own.
        int wide = width >= 0
                ? width
                : (int) Math.min(LineMath.SIZE_MAX, 2 * lineVisits(giving));
        return new LineView.PartnerView(partner.toString(), new LineView.StandingView(alarms == 0, alarms),
                giving == null ? null : LineView.of(giving, wishes.isGift(me, partner)),
                receiving == null ? null : LineView.of(receiving, false).forReceiver(),
                LineView.ServesView.of(wide, givenShare(giving)));
    }

    private static long lineVisits(PairLines.@Nullable Kept kept) {
        return kept == null ? 0 : Math.max(0, kept.figures().line() / kept.valueMinor());
    }

    /** Of the value that went either way since the floor counts, the share that was given. */
    private static @Nullable Double givenShare(PairLines.@Nullable Kept giving) {
        if (giving == null) {
            return null;
        }
        double given = giving.figures().floor().given();
        double all = given + giving.figures().floor().returned();
        return all > 0 ? given / all : null;
    }

    private Answer gift(Request request) {
        ShopId me = shop(request);
        ShopId partner = partner(request);
        JsonFields in = request.json();
        boolean gift = in.optionalFlag("gift").orElse(true);
        in.finish();
        return change(request, me, partner, (connection, now) -> {
            boolean changed = new PairWishes(connection).gift(me, partner, gift, now);
            return changed ? Optional.of(gift ? "giving.limit_lifted" : "giving.limit_set") : Optional.empty();
        });
    }

    private Answer goOn(Request request) {
        ShopId me = shop(request);
        ShopId partner = partner(request);
        request.json().finish();
        return change(request, me, partner, (connection, now) -> {
            boolean alarm = new PairLines(connection, now).latest(me, partner).map(kept -> kept.state().floor().open())
                    .orElse(false);
            if (!alarm) {
                throw new Problem(new Conflict(Refusal.WRONG_STATE.name(), Refusal.WRONG_STATE.explanation()),
                        "there is no alarm of the ratio floor to overrule").exception();
            }
            new PairWishes(connection).goOn(me, partner, now);
            return Optional.of("giving.alarm_overruled");
        });
    }

    /** The servers are woken and decide anew; until then the answer shows what was decided before. */
    private Answer change(Request request, ShopId me, ShopId partner, Wish wish) {
        return idempotency.run(request, connection -> {
            requirePartners(connection, me, partner);
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            Optional<String> told = wish.set(connection, now);
            Answer answer = Answer.ok(view(connection, new Pair(me, partner), now, -1));
            if (told.isPresent()) {
                ControlVersion.bump(connection);
                ShopId alsoTold = GIVER_ALONE.contains(told.get()) ? null : partner;
                ports.events().apply(connection).append(List.of(new Event(now, told.get(), me, alsoTold,
                        partner.toString(), Map.of("giver", me.toString(), "receiver", partner.toString()))));
            }
            return answer;
        });
    }

    private void requirePartners(Connection connection, ShopId me, ShopId partner) {
        if (!ports.terms().apply(connection).partners(me, partner, clock.instant())) {
            throw notFound();
        }
    }

    private static ShopId partner(Request request) {
        return ShopId.parse(request.path("id")).orElseThrow(LineRoutes::notFound);
    }

    private static ProblemException notFound() {
        return new Problem(CommonProblem.NOT_FOUND, "there is no such partner of yours").exception();
    }

    private static ShopId shop(Request request) {
        if (request.caller().isOperator()) {
            throw new Problem(CommonProblem.INSUFFICIENT_SCOPE, "use a key of the shop for this").exception();
        }
        return new ShopId(request.caller().account());
    }

    private interface Wish {
        /** Keeps the wish; returns the kind of the event, or nothing where it was so before. */
        Optional<String> set(Connection connection, Instant now) throws SQLException;
    }

    private record Pair(ShopId me, ShopId partner) {
    }
}

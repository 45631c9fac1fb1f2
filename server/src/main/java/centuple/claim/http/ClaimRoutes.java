package centuple.claim.http;

import centuple.claim.Claim;
import centuple.claim.ClaimAnswer;
import centuple.claim.ClaimDecider;
import centuple.claim.ClaimDecision;
import centuple.claim.ClaimLimits;
import centuple.claim.ClaimRefusal;
import centuple.claim.ClaimState;
import centuple.claim.store.ClaimWork;
import centuple.claim.store.SqlClaims;
import centuple.click.ClickId;
import centuple.click.ClickToken;
import centuple.click.Hops;
import centuple.click.Keyring;
import centuple.click.TokenCodec;
import centuple.order.FoundIn;
import centuple.order.OrderRef;
import centuple.order.PresentedToken;
import centuple.order.TokenVerifier;
import centuple.platform.http.Access;
import centuple.platform.http.Answer;
import centuple.platform.http.CommonProblem;
import centuple.platform.http.Conflict;
import centuple.platform.http.Idempotency;
import centuple.platform.http.Page;
import centuple.platform.http.Problem;
import centuple.platform.http.ProblemException;
import centuple.platform.http.Query;
import centuple.platform.http.Request;
import centuple.platform.http.Route;
import centuple.platform.json.JsonFields;
import centuple.platform.sql.Database;
import centuple.shop.PublicId;
import centuple.shop.Scope;
import centuple.shop.ShopId;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Claims of missing sales: the giver makes and withdraws them, the receiver answers and contests. Thread-safe. */
public final class ClaimRoutes {
    private static final String ONE = "/v1/claims/{id}";
    private static final String REFERENCE = "1 to 64 of A-Z a-z 0-9 . _ : # / -";
    /** Longer texts are no tokens. */
    private static final int TOKEN_CHARS_MAX = 200;

    private final Database database;
    private final InstantSource clock;
    private final Idempotency idempotency;
    private final ClaimWork work;
    private final TokenVerifier tokens;
    private final Supplier<Keyring> keys;

    /**
     * @param keys the keys of this moment, to sign a token anew for its receiver
     */
    public ClaimRoutes(Database database, InstantSource clock, ClaimWork work, TokenVerifier tokens,
            Supplier<Keyring> keys) {
        this.database = database;
        this.clock = clock;
        this.idempotency = new Idempotency(database, clock);
        this.work = work;
        this.tokens = tokens;
        this.keys = keys;
    }

    /** The routes. */
    public List<Route> routes() {
        Access giver = Access.scope(Scope.PARTNERS_WRITE.wire());
        Access receiver = Access.scope(Scope.ORDERS_WRITE.wire());
        Access readers = Access.scope(Scope.LEDGER_READ.wire());
        return List.of(Route.post("/v1/claims", giver, this::make), Route.get("/v1/claims", readers, this::list),
                Route.get(ONE, readers, this::one), Route.post(ONE + "/withdraw", giver, this::withdraw),
                Route.post(ONE + "/answer", receiver, request -> say(request, work::answer)),
                Route.post(ONE + "/contest", receiver, request -> say(request, work::contest)));
    }

    private Answer make(Request request) {
        ShopId me = shop(request);
        Instant now = now();
        JsonFields in = request.json();
        String text = in.text("token", 1, TOKEN_CHARS_MAX);
        String reference = in.matching("reference", OrderRef.REFERENCE, REFERENCE);
        Optional<LocalDate> day = in.parsed("day", ClaimRoutes::day, "a day such as 2026-11-23");
        // Where the sun rises first it is tomorrow already.
        if (day.isPresent() && day.get().isAfter(LocalDate.ofInstant(now, ZoneOffset.UTC)
                .plusDays(ClaimLimits.DAY_SLACK_DAYS))) {
            in.refuse("day", "is in the future");
        }
        in.finish();
        ClickToken claimed = TokenCodec.readUnverified(text);
        if (claimed == null) {
            throw refusedToken(PresentedToken.Reason.MALFORMED);
        }
        ShopId receiver = new ShopId(claimed.receiver());
        PresentedToken token = tokens.verify(text, FoundIn.ORDER_FIELD, receiver, now);
        return switch (token) {
            case PresentedToken.Refused refused -> throw refusedToken(refused.reason());
            case PresentedToken.Valid valid -> {
                var wish = new ClaimDecider.Wish(me, valid, new OrderRef(receiver, reference), day.orElseThrow());
                yield idempotency.run(request, connection -> {
                    Claim claim = granted(work.make(connection, wish, now));
                    return Answer.created("/v1/claims/" + PublicId.of(Claim.ID_PREFIX, claim.id()),
                            view(connection, claim, me));
                });
            }
        };
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return text.length() == 10 ? Optional.of(LocalDate.parse(text)) : Optional.empty();
        } catch (DateTimeException notOne) {
            return Optional.empty();
        }
    }

    private static ProblemException refusedToken(PresentedToken.Reason reason) {
        String title = switch (reason) {
            case MALFORMED -> "this is no click token";
            case FORGED -> "the signature of the token is not ours";
            case UNKNOWN_KEY -> "the token is signed by a key that is not believed any more";
            case EXPIRED -> "the token is older than any window";
            case WRONG_RECEIVER -> "the token is for another receiver";
        };
        return new Problem(new Conflict("TOKEN_" + reason.name(), title), "see: token inspect").exception();
    }

    private Answer list(Request request) {
        Query query = request.query();
        ShopId me = reader(request, query);
        Optional<ClaimState> state = query.parsed("state", ClaimRoutes::state, "a state of claims such as open");
        Page.Wish<UUID> wish = Page.Wish.of(query, text -> PublicId.parse(Claim.ID_PREFIX, text));
        query.finish();
        return Answer.ok(database.read(connection -> {
            SqlClaims claims = new SqlClaims(connection);
            Map<List<ShopId>, Long> denied = new HashMap<>();
            List<ClaimView> views = new ArrayList<>();
            for (Claim claim : claims.page(me, state, wish.after(), wish.limit() + 1)) {
                List<ShopId> pair = List.of(claim.giver(), claim.receiver());
                if (!denied.containsKey(pair)) {
                    denied.put(pair, claims.deniedOf(claim.giver(), claim.receiver()));
                }
                views.add(ClaimView.of(claim, me, denied.getOrDefault(pair, 0L), token(claim)));
            }
            return Page.of(views, wish.limit(), ClaimView::id);
        }));
    }

    private static Optional<ClaimState> state(String text) {
        for (ClaimState state : ClaimState.values()) {
            if (state.name().toLowerCase(Locale.ROOT).equals(text)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }

    private Answer one(Request request) {
        Query query = request.query();
        ShopId me = reader(request, query);
        query.finish();
        UUID id = id(request);
        return Answer.ok(database.read(connection -> view(connection,
                new SqlClaims(connection).find(me, id).orElseThrow(ClaimRoutes::notFound), me)));
    }

    private Answer say(Request request, Saying saying) {
        ShopId me = shop(request);
        JsonFields in = request.json();
        ClaimAnswer answer = in.choice("state", ClaimAnswer.class);
        in.finish();
        UUID id = id(request);
        return step(request, me, connection -> saying.say(connection, me, id, answer, now()));
    }

    private Answer withdraw(Request request) {
        ShopId me = shop(request);
        request.json().finish();
        UUID id = id(request);
        return step(request, me, connection -> work.withdraw(connection, me, id, now()));
    }

    private Answer step(Request request, ShopId me, Step step) {
        return idempotency.run(request, connection -> {
            ClaimDecision decision = step.take(connection).orElseThrow(ClaimRoutes::notFound);
            return Answer.ok(view(connection, granted(decision), me));
        });
    }

    /** What was decided. A refusal ends the request and rolls back. */
    private static Claim granted(ClaimDecision decision) {
        return switch (decision) {
            case ClaimDecision.Made made -> made.claim();
            case ClaimDecision.Unchanged(Claim claim) -> claim;
            case ClaimDecision.Refused(ClaimRefusal reason) ->
                throw new Problem(new Conflict(reason.name(), reason.explanation()), reason.explanation()).exception();
        };
    }

    private ClaimView view(Connection connection, Claim claim, ShopId me) throws SQLException {
        return ClaimView.of(claim, me, new SqlClaims(connection).deniedOf(claim.giver(), claim.receiver()),
                token(claim));
    }

    /** The token again, as the receiver was sent it: its text is not kept, but all it said. */
    private String token(Claim claim) {
        Keyring ring = keys.get();
        Claim.Click click = claim.click();
        int giver = claim.giver().value();
        int receiver = claim.receiver().value();
        return TokenCodec.sign(
                new ClickToken(ring.currentKeyId(), giver, receiver, click.termsVersion(),
                        click.issuedAt().getEpochSecond() / 60, ClickId.parse(click.id()),
                        Hops.of(click.hops().stream().mapToInt(ShopId::value).toArray())),
                ring.signingKey(giver, receiver));
    }

    private static UUID id(Request request) {
        return PublicId.parse(Claim.ID_PREFIX, request.path("id")).orElseThrow(ClaimRoutes::notFound);
    }

    private static ProblemException notFound() {
        return new Problem(CommonProblem.NOT_FOUND, "there is no such claim that this shop may see").exception();
    }

    private static ShopId reader(Request request, Query query) {
        return new ShopId(query.account(request.caller(), "shop", text -> ShopId.parse(text).map(ShopId::value)));
    }

    private static ShopId shop(Request request) {
        if (request.caller().isOperator()) {
            throw new Problem(CommonProblem.INSUFFICIENT_SCOPE, "use a key of the shop for this").exception();
        }
        return new ShopId(request.caller().account());
    }

    /** As exact as the database keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private interface Saying {
        Optional<ClaimDecision> say(Connection connection, ShopId by, UUID id, ClaimAnswer answer, Instant now)
                throws SQLException;
    }

    private interface Step {
        Optional<ClaimDecision> take(Connection connection) throws SQLException;
    }
}

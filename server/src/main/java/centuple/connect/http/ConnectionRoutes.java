package centuple.connect.http;

import centuple.connect.Connection.Keys;
import centuple.connect.Landing;
import centuple.connect.Platform;
import centuple.connect.SecretOrigin;
import centuple.connect.UnreadableException;
import centuple.connect.inbox.InboxEvent;
import centuple.connect.inbox.InboxEvent.From;
import centuple.connect.job.ConnectionBook;
import centuple.connect.job.ConnectionChange;
import centuple.connect.job.ConnectionCheck;
import centuple.connect.store.SqlConnections;
import centuple.connect.store.SqlConnections.Known;
import centuple.connect.store.SqlInbox;
import centuple.platform.http.Access;
import centuple.platform.http.Answer;
import centuple.platform.http.CommonProblem;
import centuple.platform.http.Page;
import centuple.platform.http.Problem;
import centuple.platform.http.Query;
import centuple.platform.http.Request;
import centuple.platform.http.Route;
import centuple.platform.json.Json;
import centuple.platform.json.JsonFields;
import centuple.shop.PublicId;
import centuple.shop.Scope;
import centuple.shop.ShopId;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Where shops tie themselves to their platforms, and see what came. Thread-safe. */
final class ConnectionRoutes {
    static final String PLATFORMS = "/v1/platforms";
    static final String ALL = "/v1/connections";
    static final String ONE = ALL + "/{platform}";
    static final String EVENTS = ONE + "/events";
    static final String EVENT = EVENTS + "/{id}";

    private final ConnectDesk desk;
    private final ConnectionBook book;

    ConnectionRoutes(ConnectDesk desk, ConnectionBook book) {
        this.desk = desk;
        this.book = book;
    }

    List<Route> routes() {
        Access shop = Access.scope(Scope.PARTNERS_WRITE.wire());
        return List.of(Route.get(PLATFORMS, shop, this::platforms), Route.get(ALL, shop, this::list),
                Route.put(ONE, shop, this::put), Route.get(ONE, shop, this::one),
                Route.delete(ONE, shop, this::delete), Route.get(EVENTS, shop, this::events),
                Route.get(EVENT, shop, this::event), Route.post(EVENT + "/replay", shop, this::replayOne),
                Route.post(EVENTS + "/replay", shop, this::replayAll));
    }

    private Answer platforms(Request request) {
        request.query().finish();
        ShopId shop = shop(request);
        List<Map<String, Object>> all = desk.platforms().all().stream().map(platform -> {
            String url = desk.url(new From(shop, platform.name()));
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("platform", platform.name());
            one.put("title", platform.title());
            one.put("url", url);
            one.put("secret_origin", platform.secretOrigin().name().toLowerCase(Locale.ROOT));
            one.put("credentials", platform.credentialNames());
            one.put("landing", platform.landing().map(Landing.Rule::wire).orElse(null));
            one.put("steps", platform.steps(url));
            one.put("test_step", platform.testStep());
            return one;
        }).toList();
        return Answer.ok(new Page<>(all, false, null));
    }

    private Answer list(Request request) {
        request.query().finish();
        ShopId shop = shop(request);
        return desk.database().read(connection -> {
            List<ConnectionView> all = new ArrayList<>();
            for (Known known : new SqlConnections(connection, desk.seal()).of(shop)) {
                Optional<Platform> platform = desk.platforms().find(known.connection().platform());
                if (platform.isPresent()) {
                    all.add(view(connection, known, platform.get(), null));
                }
            }
            return Answer.ok(new Page<>(all, false, null));
        });
    }

    private Answer put(Request request) {
        Platform platform = platform(request);
        From from = new From(shop(request), platform.name());
        ConnectionChange change = change(request.json(), platform);
        Answer answer = desk.idempotency().run(request, connection -> put(connection, from, platform, change),
                ConnectionRoutes::withoutSecret);
        book.forget(from);
        return answer;
    }

    private ConnectionChange change(JsonFields in, Platform platform) {
        Optional<String> secret = in.optionalText("secret", 8, Keys.CHARS_MAX);
        if (secret.isPresent() && platform.secretOrigin() == SecretOrigin.EXCHANGE) {
            in.refuse("secret", "is made by the exchange for this platform; ask for a new one with rotate");
        }
        boolean rotate = in.optionalFlag("rotate").orElse(false);
        if (rotate && platform.secretOrigin() == SecretOrigin.PLATFORM) {
            in.refuse("rotate", "is for secrets that the exchange makes; set the new secret of the platform");
        }
        Map<String, String> credentials = in.optionalObject("credentials").map(fields -> {
            Map<String, String> named = new LinkedHashMap<>();
            for (String name : platform.credentialNames()) {
                named.put(name, fields.text(name, 1, Keys.CHARS_MAX));
            }
            return named;
        }).orElse(null);
        String apiUrl = in.has("api_url")
                ? in.optionalParsed("api_url", text -> text.isEmpty()
                        ? Optional.of("")
                        : ConnectionChange.apiUrl(text, desk.loopback()), ConnectionChange.API_URL + ", or empty")
                        .orElse("")
                : null;
        if (apiUrl != null && !apiUrl.isEmpty() && platform.credentialNames().isEmpty()) {
            in.refuse("api_url", "is not used: this platform is never asked");
        }
        Optional<Landing.Rule> landing = in.optionalParsed("landing", Landing.Rule::named,
                "off, identifier_free or token");
        if (landing.isPresent() && platform.landing().isEmpty()) {
            in.refuse("landing", "is not used: messages of this platform have no landing address");
        }
        boolean endsOld = in.optionalParsed("old_secret", text -> text.equals("ends_now")
                ? Optional.of(true)
                : Optional.empty(), "ends_now").orElse(false);
        in.finish();
        return new ConnectionChange(secret, rotate, credentials, apiUrl, landing.orElse(null), endsOld);
    }

    private Answer put(java.sql.Connection connection, From from, Platform platform, ConnectionChange change)
            throws SQLException {
        try {
            SqlConnections connections = new SqlConnections(connection, desk.seal());
            ConnectionChange.Made made = change.apply(connections, desk.world().events().apply(connection), from,
                    platform, desk.now(), desk.random());
            return Answer.ok(view(connection, made.known(), platform, made.secret()));
        } catch (UnreadableException missing) {
            throw new Problem(CommonProblem.INVALID_REQUEST, missing.getMessage() + "; see steps at " + PLATFORMS)
                    .exception();
        }
    }

    /** A repetition learns that it was made, but not its secret. */
    private static Answer withoutSecret(Answer answer) {
        var body = Json.object(answer.body());
        body.putNull("secret");
        return new Answer(answer.status(), answer.mediaType(), Json.bytes(body), answer.headers());
    }

    private Answer one(Request request) {
        request.query().finish();
        Platform platform = platform(request);
        ShopId shop = shop(request);
        return desk.database().read(connection -> {
            Known known = new SqlConnections(connection, desk.seal()).find(shop, platform.name())
                    .orElseThrow(() -> ConnectDesk.notFound("connection"));
            return Answer.ok(view(connection, known, platform, null));
        });
    }

    private ConnectionView view(java.sql.Connection connection, Known known, Platform platform,
            @Nullable String secret) throws SQLException {
        Instant now = desk.now();
        return ConnectionView.of(known, platform, desk.url(new From(known.connection().shop(), platform.name())),
                ConnectionCheck.of(connection, known, platform, now), now, secret);
    }

    private Answer delete(Request request) {
        From from = new From(shop(request), platform(request).name());
        Answer answer = desk.idempotency().run(request, connection -> {
            if (!new SqlConnections(connection, desk.seal()).delete(from.shop(), from.platform())) {
                throw ConnectDesk.notFound("connection");
            }
            desk.tell(connection, "connection.removed", from, Map.of());
            return Answer.nothing();
        });
        book.forget(from);
        return answer;
    }

    private Answer events(Request request) {
        From from = new From(shop(request), platform(request).name());
        Query query = request.query();
        Page.Wish<UUID> wish = Page.Wish.of(query, text -> PublicId.parse(PublicId.INBOX_EVENT, text));
        Optional<InboxEvent.State> state = query.parsed("status", ConnectionRoutes::state,
                "waiting, done, ignored or parked");
        query.finish();
        List<InboxEvent> found = desk.database().read(connection -> new SqlInbox(connection).page(from, state,
                wish.after(), wish.limit() + 1));
        return Answer.ok(Page.of(found, wish.limit(), event -> PublicId.of(PublicId.INBOX_EVENT, event.id()))
                .map(ConnectionView.Event::of));
    }

    private static Optional<InboxEvent.State> state(String text) {
        return Arrays.stream(InboxEvent.State.values())
                .filter(state -> state.name().toLowerCase(Locale.ROOT).equals(text)).findFirst();
    }

    private Answer event(Request request) {
        request.query().finish();
        From from = new From(shop(request), platform(request).name());
        UUID id = id(request);
        InboxEvent event = desk.database().read(connection -> new SqlInbox(connection).find(from, id))
                .orElseThrow(() -> ConnectDesk.notFound("event"));
        var body = Json.object(Json.bytes(ConnectionView.Event.of(event)));
        if (event.standing().state().isKept()) {
            body.set("kept", Json.object(event.body().getBytes(StandardCharsets.UTF_8)));
        } else {
            body.putNull("kept");
        }
        return Answer.ok(body);
    }

    private Answer replayOne(Request request) {
        return replay(request, Optional.of(id(request)));
    }

    private Answer replayAll(Request request) {
        return replay(request, Optional.empty());
    }

    private Answer replay(Request request, Optional<UUID> id) {
        request.json().finish();
        From from = new From(shop(request), platform(request).name());
        Answer answer = desk.idempotency().run(request, connection -> {
            SqlInbox inbox = new SqlInbox(connection);
            if (id.isPresent() && inbox.find(from, id.get()).isEmpty()) {
                throw ConnectDesk.notFound("event");
            }
            return Answer.ok(Map.of("replayed", inbox.replay(from, id, desk.now())));
        });
        desk.wake().run();
        return answer;
    }

    private static UUID id(Request request) {
        return PublicId.parse(PublicId.INBOX_EVENT, request.path("id"))
                .orElseThrow(() -> ConnectDesk.notFound("event"));
    }

    private Platform platform(Request request) {
        return desk.platforms().find(request.path("platform")).orElseThrow(() -> ConnectDesk.notFound(
                "platform; " + PLATFORMS + " lists them"));
    }

    private static ShopId shop(Request request) {
        if (request.caller().isOperator()) {
            throw new Problem(CommonProblem.INSUFFICIENT_SCOPE, "use a key of the shop for this").exception();
        }
        return new ShopId(request.caller().account());
    }
}

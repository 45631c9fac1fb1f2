package centuple.link.http;

import centuple.link.Link;
import centuple.link.LinkRow;
import centuple.link.LinkState;
import centuple.link.Linking;
import centuple.link.TargetFault;
import centuple.link.TargetReading;
import centuple.link.TargetUrl;
import centuple.link.store.SqlLinks;
import centuple.platform.http.Access;
import centuple.platform.http.Answer;
import centuple.platform.http.CommonProblem;
import centuple.platform.http.Conflict;
import centuple.platform.http.Page;
import centuple.platform.http.Problem;
import centuple.platform.http.ProblemException;
import centuple.platform.http.Query;
import centuple.platform.http.Request;
import centuple.platform.http.Route;
import centuple.platform.json.JsonFields;
import centuple.platform.sql.ControlVersion;
import centuple.shop.Decision;
import centuple.shop.PublicId;
import centuple.shop.Refusal;
import centuple.shop.Scope;
import centuple.shop.ShopId;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Links of givers to pages of receivers. Thread-safe. */
public final class LinkRoutes {
    private static final String ONE = "/v1/links/{id}";
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_-]{4,64}");
    /** Characters of a code we draw: 32 to the power of 10 leaves guessing hopeless and typing possible. */
    private static final int CODE_CHARS = 10;
    private static final String CODE_ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";

    private final LinkDesk desk;

    public LinkRoutes(LinkDesk desk) {
        this.desk = desk;
    }

    public List<Route> routes() {
        Access shop = Access.scope(Scope.LINKS_WRITE.wire());
        Access either = Access.scope(Scope.LINKS_WRITE.wire(), Scope.OPERATOR.wire());
        return List.of(Route.post("/v1/links", shop, this::create), Route.get("/v1/links", either, this::list),
                Route.get(ONE, either, this::one),
                Route.post(ONE + "/pause", either, request -> change(request, LinkState.PAUSED)),
                Route.post(ONE + "/resume", either, request -> change(request, LinkState.ACTIVE)),
                Route.post(ONE + "/end", either, request -> change(request, LinkState.ENDED)));
    }

    private Answer create(Request request) {
        if (request.caller().isOperator()) {
            throw new Problem(CommonProblem.INSUFFICIENT_SCOPE, "use a key of the shop for this").exception();
        }
        JsonFields in = request.json();
        Optional<ShopId> receiver = in.parsed("receiver", ShopId::parse, "a shop id");
        Optional<TargetUrl> target = address(in, "target", in.text("target", 1, TargetUrl.LENGTH_MAX));
        Optional<TargetUrl> fallback = in.optionalText("fallback", 1, TargetUrl.LENGTH_MAX)
                .flatMap(text -> address(in, "fallback", text));
        Optional<String> code = in.optionalMatching("code", CODE, "4 to 64 of letters, digits, - and _");
        in.finish();
        LinkRow.Pair pair = new LinkRow.Pair(reader(request), receiver.orElseThrow());
        return desk.idempotency().run(request, connection -> {
            Instant now = now();
            Link wish = new Link(PublicId.next(now, desk.random()), code.orElseGet(this::drawCode), pair,
                    new LinkRow.Addresses(target.orElseThrow().toString(),
                            fallback.map(TargetUrl::toString).orElse(null)),
                    LinkState.ACTIVE, now);
            SqlLinks links = new SqlLinks(connection);
            Decision.Made<Link> made = granted(Linking.make(wish, target.get(), fallback.orElse(null),
                    links.surroundings(pair, wish.code())));
            links.insert(made.value());
            finish(connection, made);
            LinkView view = LinkView.of(made.value(), desk.linkBase());
            return Answer.created("/v1/links/" + view.id(), view);
        });
    }

    private Optional<TargetUrl> address(JsonFields in, String name, String text) {
        if (text.isEmpty()) {
            return Optional.empty(); // already noted as missing
        }
        return switch (TargetUrl.read(text, desk.hosts())) {
            case TargetReading.Good(TargetUrl url) -> Optional.of(url);
            case TargetReading.Bad(TargetFault fault) -> {
                in.refuse(name, "the URL " + fault.explanation());
                yield Optional.empty();
            }
        };
    }

    private Answer list(Request request) {
        Query query = request.query();
        Page.Wish<UUID> wish = Page.Wish.of(query, text -> PublicId.parse(PublicId.LINK, text));
        query.finish();
        List<Link> found = desk.database()
                .read(connection -> new SqlLinks(connection).page(reader(request), wish.after(), wish.limit() + 1));
        return Answer.ok(Page.of(found, wish.limit(), link -> PublicId.of(PublicId.LINK, link.id()))
                .map(link -> LinkView.of(link, desk.linkBase())));
    }

    private Answer one(Request request) {
        UUID id = id(request);
        Optional<Link> found = desk.database()
                .read(connection -> new SqlLinks(connection).find(id, reader(request)));
        return Answer.ok(LinkView.of(found.orElseThrow(LinkRoutes::notFound), desk.linkBase()));
    }

    private Answer change(Request request, LinkState wished) {
        request.json().finish();
        UUID id = id(request);
        return desk.idempotency().run(request, connection -> {
            SqlLinks links = new SqlLinks(connection);
            Link link = links.lock(id, reader(request)).orElseThrow(LinkRoutes::notFound);
            Decision.Made<Link> made = granted(Linking.change(link, wished, reader(request), now()));
            links.updateState(made.value());
            finish(connection, made);
            return Answer.ok(LinkView.of(made.value(), desk.linkBase()));
        });
    }

    /** The version first, then the events, whose positions must be drawn last. */
    private void finish(Connection connection, Decision.Made<Link> made) throws SQLException {
        ControlVersion.bump(connection);
        desk.events().apply(connection).append(made.events());
    }

    private String drawCode() {
        StringBuilder code = new StringBuilder(CODE_CHARS);
        for (int i = 0; i < CODE_CHARS; i++) {
            code.append(CODE_ALPHABET.charAt(desk.random().nextInt(CODE_ALPHABET.length())));
        }
        return code.toString();
    }

    private Instant now() {
        return desk.clock().instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static ShopId reader(Request request) {
        return new ShopId(request.caller().account());
    }

    private static UUID id(Request request) {
        return PublicId.parse(PublicId.LINK, request.path("id")).orElseThrow(LinkRoutes::notFound);
    }

    private static ProblemException notFound() {
        return new Problem(CommonProblem.NOT_FOUND, "there is no such link").exception();
    }

    private static <T> Decision.Made<T> granted(Decision<T> decision) {
        return switch (decision) {
            case Decision.Made<T> made -> made;
            case Decision.Refused<T>(Refusal reason) -> throw new Problem(
                    new Conflict(reason.name(), reason.explanation()), reason.explanation()).exception();
        };
    }

    private record LinkView(String id, String code, String url, String giver, String receiver, String target,
            @Nullable String fallback, String state, Instant createdAt) {
        static LinkView of(Link link, String linkBase) {
            return new LinkView(PublicId.of(PublicId.LINK, link.id()), link.code(), linkBase + "/r/" + link.code(),
                    link.pair().giver().toString(), link.pair().receiver().toString(), link.addresses().target(),
                    link.addresses().fallback(), link.state().name().toLowerCase(java.util.Locale.ROOT),
                    link.createdAt());
        }
    }
}

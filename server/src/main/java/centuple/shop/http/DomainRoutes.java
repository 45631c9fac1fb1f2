package centuple.shop.http;

import centuple.platform.http.Access;
import centuple.platform.http.Answer;
import centuple.platform.http.Page;
import centuple.platform.http.Query;
import centuple.platform.http.Request;
import centuple.platform.http.Route;
import centuple.platform.json.JsonFields;
import centuple.shop.Decision;
import centuple.shop.PublicId;
import centuple.shop.Refusal;
import centuple.shop.Scope;
import centuple.shop.ShopId;
import centuple.shop.domain.Domain;
import centuple.shop.domain.DomainKind;
import centuple.shop.domain.HostName;
import centuple.shop.domain.Ownership;
import centuple.shop.domain.ProofSearch;
import centuple.shop.domain.ProofText;
import centuple.shop.store.SqlDomains;
import centuple.shop.store.SqlExchange;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;

/** The hosts of shops, and how they prove them. Thread-safe. */
public final class DomainRoutes {
    private static final int REASON_CHARS_MAX = 500;

    private final Desk desk;
    private final ProofSearch search;
    private final boolean loopback;

    /**
     * @param loopback whether this machine may be claimed as a host, for tests and trials
     */
    public DomainRoutes(Desk desk, ProofSearch search, boolean loopback) {
        this.desk = desk;
        this.search = search;
        this.loopback = loopback;
    }

    public List<Route> routes() {
        Access shop = Access.scope(Scope.PARTNERS_WRITE.wire());
        Access readers = Access.scope(Scope.PARTNERS_WRITE.wire(), Scope.OPERATOR.wire());
        return List.of(Route.post("/v1/domains", shop, this::claim), Route.get("/v1/domains", readers, this::list),
                Route.get("/v1/domains/{id}", readers, this::one),
                Route.post("/v1/domains/{id}/verify", shop, this::verify),
                Route.post("/v1/domains/{id}/confirm", Access.scope(Scope.OPERATOR.wire()), this::confirm));
    }

    private Answer claim(Request request) {
        ShopId shop = Desk.shop(request);
        JsonFields in = request.json();
        Optional<String> host = in.parsed("host", loopback ? HostName::parseOrLoopback : HostName::parse,
                "a public host name such as shop.example, without www., scheme, port or path");
        DomainKind kind = in.optionalChoice("kind", DomainKind.class).orElse(DomainKind.SHOP);
        in.finish();
        return desk.change(request, connection -> {
            Instant now = desk.now();
            SqlDomains domains = new SqlDomains(connection);
            domains.lockHost(host.orElseThrow());
            Domain wish = new Domain(PublicId.next(now, desk.random()), shop, new Domain.Name(host.get(), kind),
                    ProofText.nextChallenge(desk.random()), now, Domain.Standing.CLAIMED);
            Decision.Made<Domain> made = Desk.granted(Ownership.claim(wish, domains.rivals(shop, host.get())));
            domains.insert(made.value());
            Desk.finish(connection, made.events());
            return Answer.created("/v1/domains/" + PublicId.of(PublicId.DOMAIN, wish.id()), view(connection, wish));
        });
    }

    private Answer list(Request request) {
        Query query = request.query();
        Page.Wish<UUID> wish = Page.Wish.of(query, text -> PublicId.parse(PublicId.DOMAIN, text));
        query.finish();
        return desk.read(connection -> {
            String exchange = SqlExchange.settings(connection).publicUrl();
            List<Domain> found = new SqlDomains(connection).page(Desk.reader(request), wish.after(), wish.limit() + 1);
            return Answer.ok(Page.of(found, wish.limit(), domain -> PublicId.of(PublicId.DOMAIN, domain.id()))
                    .map(domain -> DomainView.of(domain, exchange)));
        });
    }

    private Answer one(Request request) {
        return desk.read(connection -> Answer.ok(view(connection, find(connection, request, false))));
    }

    /** The host is asked before the transaction, which it must not hold up. */
    private Answer verify(Request request) {
        request.json().finish();
        Domain seen = desk.read(connection -> find(connection, request, false));
        String exchange = desk.read(SqlExchange::settings).publicUrl();
        ProofSearch.Result result = search.find(seen, new ProofText(exchange, seen.shop(), seen.challenge()));
        if (result.found() == null) {
            throw Desk.refused(Refusal.PROOF_NOT_FOUND, String.join("; ", result.tried()));
        }
        return decide(request,
                (domain, provenByOther) -> Ownership.verified(domain, result.found(), provenByOther, desk.now()));
    }

    private Answer confirm(Request request) {
        JsonFields in = request.json();
        String name = in.text("name", 1, 100);
        String reason = in.text("reason", 1, REASON_CHARS_MAX);
        in.finish();
        return decide(request,
                (domain, provenByOther) -> Ownership.confirmed(domain, name, reason, provenByOther, desk.now()));
    }

    private Answer decide(Request request, BiFunction<Domain, Boolean, Decision<Domain>> decide) {
        return desk.change(request, connection -> {
            SqlDomains domains = new SqlDomains(connection);
            Domain domain = find(connection, request, true);
            domains.lockHost(domain.name().host());
            boolean provenByOther = domains.rivals(domain.shop(), domain.name().host()).provenByOther();
            Decision.Made<Domain> made = Desk.granted(decide.apply(domain, provenByOther));
            domains.update(made.value());
            Desk.finish(connection, made.events());
            return Answer.ok(view(connection, made.value()));
        });
    }

    private static Domain find(Connection connection, Request request, boolean locked) throws SQLException {
        SqlDomains domains = new SqlDomains(connection);
        UUID id = PublicId.parse(PublicId.DOMAIN, request.path("id")).orElseThrow(() -> Desk.notFound("domain"));
        return (locked ? domains.lock(id) : domains.find(id))
                .filter(found -> request.caller().isOperator() || found.shop().equals(Desk.reader(request)))
                .orElseThrow(() -> Desk.notFound("domain"));
    }

    private static DomainView view(Connection connection, Domain domain) throws SQLException {
        return DomainView.of(domain, SqlExchange.settings(connection).publicUrl());
    }
}

package centuple.shop.http;

import centuple.platform.http.Access;
import centuple.platform.http.Answer;
import centuple.platform.http.Page;
import centuple.platform.http.Query;
import centuple.platform.http.Request;
import centuple.platform.http.Route;
import centuple.platform.json.JsonFields;
import centuple.platform.sql.SqlFunction;
import centuple.shop.Decision;
import centuple.shop.PublicId;
import centuple.shop.Scope;
import centuple.shop.ShopId;
import centuple.shop.Terms;
import centuple.shop.partnership.Negotiation;
import centuple.shop.partnership.Partnership;
import centuple.shop.partnership.TermsOffer;
import centuple.shop.store.SqlExchange;
import centuple.shop.store.SqlPartnerships;
import centuple.shop.store.SqlShops;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** Partnerships and the terms within them. Thread-safe. */
public final class PartnershipRoutes {
    private static final String ONE = "/v1/partnerships/{id}";

    private final Desk desk;

    public PartnershipRoutes(Desk desk) {
        this.desk = desk;
    }

    public List<Route> routes() {
        Access shop = Access.scope(Scope.PARTNERS_WRITE.wire());
        Access readers = Access.scope(Scope.PARTNERS_WRITE.wire(), Scope.OPERATOR.wire());
        return List.of(Route.post("/v1/partnerships", shop, this::propose),
                Route.get("/v1/partnerships", readers, this::list), Route.get(ONE, readers, this::one),
                Route.post(ONE + "/accept", shop, request -> step(request, Negotiation::accept)),
                Route.post(ONE + "/decline", shop, request -> step(request, Negotiation::decline)),
                Route.post(ONE + "/end", shop, request -> step(request, Negotiation::end)),
                Route.post(ONE + "/terms", shop, this::offer),
                Route.post(ONE + "/terms/{version}/accept", shop, this::acceptTerms));
    }

    private Answer propose(Request request) {
        ShopId me = Desk.shop(request);
        JsonFields in = request.json();
        Optional<ShopId> other = in.parsed("shop", ShopId::parse, "a shop id");
        Optional<Supplier<TermsOffer>> offer = in.optionalObject("i_offer").map(TermsBody::read);
        Optional<Supplier<TermsOffer>> ask = in.optionalObject("i_ask").map(TermsBody::read);
        in.finish();
        Negotiation.Proposal proposal = new Negotiation.Proposal(new Partnership.Parties(me, other.orElseThrow()),
                offer.map(Supplier::get).orElse(null), ask.map(Supplier::get).orElse(null));
        return desk.change(request, connection -> {
            if (new SqlShops(connection).find(other.get()).isEmpty()) {
                throw Desk.notFound("shop");
            }
            SqlPartnerships partnerships = new SqlPartnerships(connection);
            partnerships.lockPair(me, other.get());
            Instant now = desk.now();
            Negotiation.Start start = new Negotiation.Start(PublicId.next(now, desk.random()),
                    partnerships.existsOpen(me, other.get()), partnerships.nextVersion(me, other.get()),
                    partnerships.nextVersion(other.get(), me), SqlExchange.settings(connection).shares());
            Decision.Made<Partnership> made = Desk.granted(Negotiation.propose(proposal, start, now));
            partnerships.insert(made.value());
            Desk.finish(connection, made.events());
            return Answer.created("/v1/partnerships/" + PublicId.of(PublicId.PARTNERSHIP, made.value().id()),
                    PartnershipView.of(made.value()));
        });
    }

    private Answer list(Request request) {
        Query query = request.query();
        Page.Wish<UUID> wish = Page.Wish.of(query, text -> PublicId.parse(PublicId.PARTNERSHIP, text));
        query.finish();
        List<Partnership> found = desk.read(connection -> new SqlPartnerships(connection).page(Desk.reader(request),
                wish.after(), wish.limit() + 1));
        return Answer.ok(Page.of(found, wish.limit(), each -> PublicId.of(PublicId.PARTNERSHIP, each.id()))
                .map(PartnershipView::of));
    }

    private Answer one(Request request) {
        UUID id = id(request);
        Optional<Partnership> found = desk
                .read(connection -> new SqlPartnerships(connection).find(id, Desk.reader(request)));
        return Answer.ok(PartnershipView.of(found.orElseThrow(() -> Desk.notFound("partnership"))));
    }

    private Answer step(Request request, Step step) {
        ShopId me = Desk.shop(request);
        request.json().finish();
        return decide(request, (_, old) -> step.decide(old, me, desk.now()));
    }

    private Answer offer(Request request) {
        ShopId me = Desk.shop(request);
        JsonFields in = request.json();
        Supplier<TermsOffer> offer = TermsBody.read(in);
        in.finish();
        return decide(request, (connection, old) -> {
            Instant now = desk.now();
            ShopId giver = old.parties().other(me);
            int version = new SqlPartnerships(connection).nextVersion(me, giver);
            Terms.Shares shares = SqlExchange.settings(connection).shares();
            return Negotiation.offer(old, offer.get().offered(me, giver, version, shares, now), now);
        });
    }

    private Answer acceptTerms(Request request) {
        ShopId me = Desk.shop(request);
        request.json().finish();
        String version = request.path("version");
        return decide(request, (_, old) -> {
            Terms offered = old.terms().stream()
                    .filter(terms -> terms.giver().equals(me) && Integer.toString(terms.version()).equals(version))
                    .findFirst().orElseThrow(() -> Desk.notFound("version of the terms your partner offers you"));
            return Negotiation.acceptTerms(old, offered, desk.now());
        });
    }

    private Answer decide(Request request, Deciding deciding) {
        UUID id = id(request);
        SqlFunction<Connection, Answer> work = connection -> {
            SqlPartnerships partnerships = new SqlPartnerships(connection);
            Partnership old = partnerships.lock(id, Desk.shop(request))
                    .orElseThrow(() -> Desk.notFound("partnership"));
            Decision.Made<Partnership> made = Desk.granted(deciding.decide(connection, old));
            partnerships.update(old, made.value());
            Desk.finish(connection, made.events());
            return Answer.ok(PartnershipView.of(made.value()));
        };
        return desk.change(request, work);
    }

    private static UUID id(Request request) {
        return PublicId.parse(PublicId.PARTNERSHIP, request.path("id"))
                .orElseThrow(() -> Desk.notFound("partnership"));
    }

    private interface Step {
        Decision<Partnership> decide(Partnership old, ShopId by, Instant now);
    }

    private interface Deciding {
        Decision<Partnership> decide(Connection connection, Partnership old) throws SQLException;
    }
}

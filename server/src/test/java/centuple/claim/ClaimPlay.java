package centuple.claim;

import centuple.commission.Commission;
import centuple.commission.OrderBooks;
import centuple.order.OrderFact;
import centuple.order.OrderFacts;
import centuple.order.OrderRef;
import centuple.order.PresentedToken;
import centuple.order.StoredOrder;
import centuple.shop.ShopId;
import centuple.shop.Terms;
import centuple.testkit.PaperExchange;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Claims kept in a list beside an exchange on paper, written to in the plainest way there can be. */
final class ClaimPlay {
    /** Enough that the limits of a month are seldom met. */
    static final long CLICKS_OF_MONTH = 1_000;

    final PaperExchange exchange = new PaperExchange();
    final List<Claim> claims = new ArrayList<>();
    private final ClaimDecider decider = new ClaimDecider(this::id);
    private long lastId;
    /** Claims that gave way to an order of another reference, by the same click. */
    int madeRoom;
    /** Claims that silence would have booked, had their click been free. */
    int deniedUsedUp;

    private UUID id() {
        return new UUID(7, ++lastId);
    }

    void report(OrderRef ref, OrderFact fact) {
        exchange.report(ref, fact);
        for (int i = 0; i < claims.size(); i++) {
            Claim claim = claims.get(i);
            if (claim.name().fits(exchange.order(ref).facts())) {
                keep(i, decider.follow(claim, evidence(claim), fact.arrivedAt()));
            }
        }
        makeRoom(ref, fact.arrivedAt());
    }

    ClaimDecision make(ShopId giver, PresentedToken.Valid token, OrderRef ref, LocalDate day, Instant now) {
        var wish = new ClaimDecider.Wish(giver, token, ref, day);
        Terms terms = exchange.terms.version(ref.receiver(), giver, token.termsVersion()).orElse(null);
        ClaimDecision decision = decider.make(wish, terms, before(wish), evidence(giver, wish.click(), wish.name()),
                now);
        if (decision instanceof ClaimDecision.Made made) {
            claims.add(made.claim());
        }
        return decision;
    }

    private PairRecord before(ClaimDecider.Wish wish) {
        List<Claim> pair = claims.stream()
                .filter(one -> one.giver().equals(wish.giver()) && one.receiver().equals(wish.order().receiver()))
                .toList();
        Instant barredUntil = pair.stream().filter(one -> one.state() == ClaimState.PROVEN_FALSE)
                .map(one -> one.madeAt().plus(ClaimLimits.BARRED_FOR)).max(Instant::compareTo).orElse(null);
        return new PairRecord((int) pair.stream().filter(one -> one.state() == ClaimState.OPEN).count(),
                pair.stream().filter(one -> one.click().month().equals(wish.click().month())).count(),
                CLICKS_OF_MONTH, barredUntil,
                pair.stream().anyMatch(one -> one.click().id().equals(wish.click().id())
                        && (one.state() == ClaimState.OPEN || one.state() == ClaimState.BOOKED)),
                pair.stream().anyMatch(one -> same(one, wish.name()) && !one.state().isEnded()),
                pair.stream().anyMatch(one -> same(one, wish.name())
                        && one.click().id().equals(wish.click().id()) && one.state() != ClaimState.WITHDRAWN),
                clickUses(wish.click().id()));
    }

    /** Sales the click is paid for: by orders, by claims, and by orders of its claims that another proof pays. */
    private int clickUses(String click) {
        int uses = exchange.commissions.clickOrders(click);
        for (Claim claim : claims) {
            if (claim.click().id().equals(click)) {
                Evidence order = evidence(claim);
                boolean isPaidOtherwise = claim.state() == ClaimState.CREDITED && order.isPaying()
                        && order.credit() == Evidence.Credited.GIVER && !order.isOfClick();
                uses += netMinor(claim) > 0 || isPaidOtherwise ? 1 : 0;
            }
        }
        return uses;
    }

    private void makeRoom(OrderRef ref, Instant now) {
        String click = exchange.books(ref).clickUsed();
        if (click == null) {
            return;
        }
        List<Claim> ofClick = claims.stream().filter(claim -> claim.click().id().equals(click)).toList();
        if (!ofClick.isEmpty()) {
            Claim any = ofClick.getFirst();
            int ordersPerClick = exchange.terms.version(any.receiver(), any.giver(), any.click().termsVersion())
                    .orElseThrow().limits().ordersPerClick();
            for (ClaimDecision decision : decider.makeRoom(ofClick, exchange.commissions.clickOrders(click),
                    ordersPerClick, now)) {
                Claim after = ((ClaimDecision.Made) decision).claim();
                keep(claims.stream().map(Claim::id).toList().indexOf(after.id()), decision);
                madeRoom++;
            }
        }
    }

    void answer(int which, ClaimAnswer answer, Instant now) {
        Claim claim = claims.get(which);
        keep(which, decider.answer(claim, claim.receiver(), answer, evidence(claim), now));
    }

    void contest(int which, ClaimAnswer answer, Instant now) {
        Claim claim = claims.get(which);
        keep(which, decider.contest(claim, claim.receiver(), answer, evidence(claim), now));
    }

    void withdraw(int which, Instant now) {
        keep(which, decider.withdraw(claims.get(which), claims.get(which).giver(), now));
    }

    /** Lets time pass; twice over, as two servers would. */
    void pass(Instant now) {
        exchange.holdOver(now);
        for (int i = 0; i < 2 * claims.size(); i++) {
            int which = i % claims.size();
            keep(which, decider.tick(claims.get(which), evidence(claims.get(which)), () -> price(claims.get(which)),
                    now));
        }
    }

    void closeAndPay(Instant now) {
        exchange.closeStatements(now);
        for (int i = 0; i < claims.size(); i++) {
            keep(i, decider.close(claims.get(i), now));
        }
        exchange.pay(now);
    }

    private void keep(int which, ClaimDecision decision) {
        if (decision instanceof ClaimDecision.Made made) {
            deniedUsedUp += made.claim().state() == ClaimState.DENIED
                    && made.events().stream().anyMatch(event -> event.data().containsKey("reason")) ? 1 : 0;
            exchange.ledger.append(made.transfers());
            claims.set(which, made.claim());
        }
    }

    private Evidence evidence(Claim claim) {
        return evidence(claim.giver(), claim.click(), claim.name());
    }

    private Evidence evidence(ShopId giver, Claim.Click click, ClaimedName name) {
        return Evidence.of(giver, click, name, exchange.orders.all().stream().map(StoredOrder::facts)
                .map(facts -> new Evidence.Order(facts, exchange.books(facts.order()))).toList());
    }

    /** What was reported of the orders that may be meant. */
    List<OrderFacts> fitting(ClaimedName name) {
        return exchange.orders.all().stream().map(StoredOrder::facts).filter(name::fits).toList();
    }

    /** Whether a claim names the order so, or by what else is known of it. */
    private boolean same(Claim claim, ClaimedName name) {
        return claim.order().reference().equals(name.text()) || fitting(name).stream()
                .anyMatch(facts -> facts.order().equals(claim.order()) || facts.snapshots().stream()
                        .anyMatch(told -> claim.order().reference().equals(told.number())));
    }

    SilencePrice price(Claim claim) {
        Terms terms = exchange.terms.version(claim.receiver(), claim.giver(), claim.click().termsVersion())
                .orElseThrow();
        List<Long> had = new ArrayList<>();
        for (OrderBooks books : exchange.commissions.all()) {
            for (Commission commission : books.commissions()) {
                boolean isOfPair = books.receiver().equals(claim.receiver())
                        && commission.basis().giver().equals(claim.giver())
                        && commission.basis().currency().equals(terms.currency());
                if (isOfPair && commission.netMinor(claim.giver()) > 0) {
                    had.add(commission.netMinor(claim.giver()));
                }
            }
        }
        had.sort(null);
        boolean isTaken = claims.stream().anyMatch(
                other -> other != claim && same(other, claim.name()) && netMinor(other) > 0);
        return new SilencePrice(terms.currency(), terms.limits().holdDays(),
                had.isEmpty() ? null : had.get((had.size() - 1) / 2), null, isTaken,
                clickUses(claim.click().id()) >= terms.limits().ordersPerClick());
    }

    static long netMinor(Claim claim) {
        return claim.booking() == null ? 0 : claim.booking().amounts().netMinor();
    }
}

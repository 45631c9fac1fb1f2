package centuple.simulation;

import centuple.click.ClickId;
import centuple.click.ClickToken;
import centuple.click.Hops;
import centuple.click.Keyring;
import centuple.click.MasterKey;
import centuple.click.PairKey;
import centuple.click.TokenCodec;
import centuple.commission.Allowances;
import centuple.commission.CommissionDecider;
import centuple.commission.CommissionDecision;
import centuple.commission.OrderBooks;
import centuple.ledger.Account;
import centuple.ledger.Stage;
import centuple.ledger.Transfer;
import centuple.order.KeyringVerifier;
import centuple.order.OrderFact;
import centuple.order.OrderFacts;
import centuple.order.OrderRef;
import centuple.order.PresentedToken;
import centuple.order.TokenVerifier;
import centuple.shop.ShopId;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.UUID;

/**
 * An exchange in memory: signs and verifies tokens, attributes, books and lets holds run out by the same code as the
 * live one. Used by one thread.
 */
final class ModelBooks {
    private static final Duration HOLD_JOB_EVERY = Duration.ofDays(1);

    private final Keyring keys;
    private final TokenVerifier verifier;
    private final int termsVersion;
    private final Draws draws;
    private final CommissionDecider decider;
    private final Allowances allowances = new Allowances(Map.of(), Map.of());
    /** Derived once for each pair, as the live link table does. */
    private final Map<Long, PairKey> signers = new HashMap<>();
    private final Map<String, ClickToken> clicks = new HashMap<>();
    private final Map<String, String> tokens = new HashMap<>();
    private final Map<OrderRef, Order> orders = new LinkedHashMap<>();
    private final Map<Account, Long> balancesMinor = new HashMap<>();
    private final List<Transfer> transfers = new ArrayList<>();
    private final PriorityQueue<Held> held = new PriorityQueue<>();
    private Instant nextHoldJobAt;
    private long lastId;

    ModelBooks(NicheSettings settings, long seed, boolean agreed) {
        Instant start = settings.clock().start();
        this.draws = Draws.of(seed, 4, 0);
        byte[] secret = new byte[MasterKey.SECRET_BYTES];
        draws.nextBytes(secret);
        this.keys = new Keyring(List.of(new MasterKey(1, secret, start, null)));
        this.verifier = new KeyringVerifier(() -> keys);
        this.termsVersion = agreed ? ModelTerms.VERSION : 0;
        this.decider = new CommissionDecider(ModelTerms.of(settings, agreed), this::nextId);
        this.nextHoldJobAt = start.plus(HOLD_JOB_EVERY);
    }

    /** Books all events, and runs the hold job up to the end. */
    void take(List<NicheEvent> events, Instant end) {
        for (NicheEvent event : events) {
            runHoldJobsBefore(event.at());
            switch (event) {
                case NicheEvent.Click click -> click(click);
                case NicheEvent.Fact fact -> fact(fact);
            }
        }
        runHoldJobsBefore(end);
    }

    /** All that was booked, in its order. */
    List<Transfer> transfers() {
        return transfers;
    }

    /** What that account holds; minor units. */
    long balanceMinor(Account account) {
        return balancesMinor.getOrDefault(account, 0L);
    }

    /** The sum over all accounts: zero, or a cent was made or lost. */
    long sumMinor() {
        return balancesMinor.values().stream().mapToLong(Long::longValue).sum();
    }

    /** What debtors owe a creditor, or a debtor owes creditors, booked and not reversed. */
    long owedMinor(ShopId shop, boolean asCreditor) {
        return balancesMinor.entrySet().stream().filter(entry -> entry.getKey().stage() != Stage.ACCRUED)
                .filter(entry -> shop.equals(asCreditor ? entry.getKey().creditor() : entry.getKey().debtor()))
                .mapToLong(Map.Entry::getValue).sum();
    }

    private void click(NicheEvent.Click click) {
        ShopId giver = ModelTerms.shopId(click.from());
        ShopId receiver = ModelTerms.shopId(click.to());
        Hops hops = Hops.NONE;
        ClickToken via = click.viaRef() == null ? null : clicks.get(click.viaRef());
        if (via != null && via.giver() != receiver.value() && !via.hops().contains(receiver.value())) {
            hops = via.hops().then(via.giver());
        }
        PairKey signer = signers.computeIfAbsent((long) giver.value() << 32 | receiver.value(),
                _ -> keys.signingKey(giver.value(), receiver.value()));
        ClickToken token = new ClickToken(signer.keyId(), giver.value(), receiver.value(), termsVersion,
                click.at().getEpochSecond() / 60, new ClickId(draws.nextLong(), draws.nextInt()), hops);
        clicks.put(click.ref(), token);
        tokens.put(click.ref(), TokenCodec.sign(token, signer));
    }

    private void fact(NicheEvent.Fact event) {
        OrderRef ref = new OrderRef(ModelTerms.shopId(event.shop()), event.reference());
        Order order = orders.get(ref);
        if (order == null) {
            order = new Order(OrderFacts.none(ref), OrderBooks.none(nextId(), ref.receiver()));
        }
        if (!(order.facts().merge(withTokens(event, ref.receiver())) instanceof OrderFacts.Merge.Added added)) {
            return;
        }
        CommissionDecision decision = decider.decide(order.books(), added.facts(), allowances, event.at());
        allowances.apply(decision);
        post(decision.transfers());
        orders.put(ref, new Order(added.facts(), decision.books()));
        if (!decision.transfers().isEmpty()) {
            decision.books().commissions().forEach(commission -> held.add(new Held(commission.holdUntil(), ref)));
        }
    }

    private OrderFact withTokens(NicheEvent.Fact event, ShopId receiver) {
        if (!(event.fact() instanceof OrderFact.Snapshot bare)) {
            return event.fact();
        }
        List<PresentedToken> presented = new ArrayList<>();
        for (NicheEvent.TokenOf token : event.tokens()) {
            String text = tokens.getOrDefault(token.clickRef(), "");
            presented.add(verifier.verify(text, token.foundIn(), receiver, event.at()));
        }
        return new OrderFact.Snapshot(bare.version(), bare.status(), bare.currency(), bare.placedAt(), bare.paidAt(),
                bare.newCustomer(), bare.lines(), bare.totals(), new OrderFact.Marks(presented, List.of()),
                bare.arrivedAt());
    }

    private void runHoldJobsBefore(Instant moment) {
        while (nextHoldJobAt.isBefore(moment)) {
            Held first = held.peek();
            while (first != null && !first.until().isAfter(nextHoldJobAt)) {
                held.remove();
                holdOver(first.order());
                first = held.peek();
            }
            nextHoldJobAt = nextHoldJobAt.plus(HOLD_JOB_EVERY);
        }
    }

    private void holdOver(OrderRef ref) {
        Order order = orders.get(ref);
        if (order == null) {
            return;
        }
        CommissionDecision decision = decider.holdOver(order.books(), nextHoldJobAt);
        if (decision.changesBooks()) {
            allowances.apply(decision);
            post(decision.transfers());
            orders.put(ref, new Order(order.facts(), decision.books()));
        }
    }

    private void post(List<Transfer> decided) {
        for (Transfer transfer : decided) {
            balancesMinor.merge(transfer.from(), -transfer.amountMinor(), Math::addExact);
            balancesMinor.merge(transfer.to(), transfer.amountMinor(), Math::addExact);
            transfers.add(transfer);
        }
    }

    private UUID nextId() {
        return new UUID(0x7000L, ++lastId);
    }

    /** An order whose hold may run out. */
    private record Held(Instant until, OrderRef order) implements Comparable<Held> {
        private static final Comparator<Held> FIRST_OUT = Comparator.comparing(Held::until)
                .thenComparing(held -> held.order().receiver()).thenComparing(held -> held.order().reference());

        @Override
        public int compareTo(Held other) {
            return FIRST_OUT.compare(this, other);
        }
    }

    private record Order(OrderFacts facts, OrderBooks books) {
    }
}

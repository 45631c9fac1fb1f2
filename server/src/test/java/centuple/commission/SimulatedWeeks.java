package centuple.commission;

import centuple.order.FoundIn;
import centuple.order.OrderFact;
import centuple.order.OrderRef;
import centuple.order.PresentedToken;
import centuple.shop.ShopId;
import centuple.shop.Terms;
import centuple.testkit.PaperExchange;
import centuple.testkit.RandomOrders;
import centuple.testkit.RandomTerms;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/** Random weeks of a small exchange. What happens depends on the random numbers alone. */
final class SimulatedWeeks {
    private static final int SHOPS = 4;

    private final SplittableRandom random;
    private final RandomOrders orders;
    private final PaperExchange exchange = new PaperExchange();
    private final Map<ShopId, List<PresentedToken>> clicks = new HashMap<>();
    private final List<Delivery> underway = new ArrayList<>();
    private final List<OrderRef> known = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-20T00:00:00Z");
    private int drawn;

    SimulatedWeeks(SplittableRandom random) {
        this.random = random;
        this.orders = new RandomOrders(random);
        for (int receiver = 1; receiver <= SHOPS; receiver++) {
            for (int giver = 1; giver <= SHOPS; giver++) {
                if (giver != receiver && random.nextInt(5) > 0) {
                    offer(new ShopId(receiver), new ShopId(giver));
                }
            }
        }
    }

    PaperExchange exchange() {
        return exchange;
    }

    /** Lets something happen, and says what. */
    String step() {
        now = now.plus(Duration.ofMinutes(random.nextInt(1, 600)));
        return switch (random.nextInt(24)) {
            case 0, 1, 2, 3 -> click();
            case 4, 5, 6 -> order();
            case 7, 8 -> refund();
            case 9 -> {
                exchange.holdOver(now);
                yield "holds";
            }
            case 10 -> {
                exchange.closeStatements(now);
                yield "statements";
            }
            case 11 -> {
                exchange.pay(now);
                yield "payments";
            }
            case 12 -> newTerms();
            default -> deliver();
        };
    }

    private String click() {
        ShopId giver = shop();
        ShopId receiver = shop();
        Terms terms = exchange.terms.inForce(receiver, giver, now).orElse(null);
        if (terms == null) {
            return "no terms";
        }
        List<ShopId> hops = new ArrayList<>();
        List<PresentedToken> received = clicks.getOrDefault(giver, List.of());
        if (!received.isEmpty() && random.nextBoolean()
                && received.get(random.nextInt(received.size())) instanceof PresentedToken.Valid via) {
            hops.addAll(via.hops().subList(0, Math.min(2, via.hops().size())));
            hops.add(via.giver());
        }
        String id = "clk_" + String.format(Locale.ROOT, "%024x", ++drawn);
        clicks.computeIfAbsent(receiver, _ -> new ArrayList<>()).add(new PresentedToken.Valid(
                FoundIn.values()[random.nextInt(3)], id, giver, terms.version(), now, hops));
        return "click " + id;
    }

    private String order() {
        OrderRef ref = new OrderRef(shop(), "o" + ++drawn);
        List<PresentedToken> carried = new ArrayList<>();
        List<PresentedToken> all = clicks.getOrDefault(ref.receiver(), List.of());
        for (int i = 0; i < 2 && !all.isEmpty(); i++) {
            carried.add(all.get(Math.max(0, all.size() - 1 - random.nextInt(4))));
        }
        known.add(ref);
        orders.facts(carried, now, now).forEach(fact -> underway.add(new Delivery(ref, fact)));
        return "order " + ref;
    }

    private String refund() {
        if (known.isEmpty()) {
            return "nothing to refund";
        }
        OrderRef ref = known.get(random.nextInt(known.size()));
        underway.add(new Delivery(ref, orders.refund("late" + random.nextInt(3), now)));
        return "refund underway";
    }

    private String deliver() {
        if (underway.isEmpty()) {
            return "nothing underway";
        }
        int which = random.nextInt(underway.size());
        Delivery delivery = underway.get(which);
        if (random.nextInt(5) > 0) {
            underway.remove(which);
        }
        return "deliver " + delivery + " " + exchange.report(delivery.order(),
                RandomOrders.arriving(delivery.fact(), now));
    }

    private String newTerms() {
        ShopId receiver = shop();
        ShopId giver = shop();
        if (receiver.equals(giver)) {
            return "no terms with oneself";
        }
        offer(receiver, giver);
        return "new terms";
    }

    private void offer(ShopId receiver, ShopId giver) {
        exchange.terms.add(RandomTerms.draw(random, receiver, giver, exchange.terms.nextVersion(receiver, giver), now,
                random.nextBoolean() ? null : 400));
    }

    private ShopId shop() {
        return new ShopId(random.nextInt(1, SHOPS + 1));
    }

    /** A fact on its way. */
    private record Delivery(OrderRef order, OrderFact fact) {
    }
}

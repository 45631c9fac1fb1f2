package centuple.simulation;

import centuple.order.FoundIn;
import centuple.order.OrderFact;
import centuple.simulation.Purchase.Fate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What happens live at the end of the demo: visitors both ways, and orders of some of them with refunds and a
 * cancellation among them. The same seed gives the same people and baskets; the times are those of the day.
 */
public final class LiveScript {
    /** Visitors who follow a link. */
    public static final int VISITORS = 200;
    /** Orders they place. */
    public static final int ORDERS = 20;

    private static final int VISITORS_PER_ORDER = VISITORS / ORDERS;
    private static final int FROM_PARTNER_EVERY = 7;
    private static final int NUMBER_FIRST = 10_000_000;
    private static final long STREAM = 5;

    private LiveScript() {
    }

    /** The visitors, who all come at that time. */
    public static List<NicheEvent> visitors(NicheSettings settings, Instant at) {
        List<NicheEvent> clicks = new ArrayList<>();
        for (int i = 0; i < VISITORS; i++) {
            clicks.add(click(settings, i, at));
        }
        return clicks;
    }

    /** What the shops report of their orders, all placed at that time, which is after the visitors came. */
    public static List<NicheEvent> orders(NicheSettings settings, long seed, Instant at) {
        List<NicheEvent> facts = new ArrayList<>();
        for (int i = 0; i < ORDERS; i++) {
            NicheEvent.Click click = click(settings, i * VISITORS_PER_ORDER, at);
            Purchase drawn = Purchase.drawn(settings, Draws.of(seed, STREAM, i), "live-" + (i + 1), at, true);
            Purchase purchase = new Purchase(drawn.reference(), at, at, true, drawn.lines(),
                    new OrderFact.Totals(0, drawn.totals().taxMinor(), drawn.totals().shippingMinor()),
                    fate(drawn, i, at));
            var token = new NicheEvent.TokenOf(click.ref(), i % 2 == 0 ? FoundIn.ORDER_FIELD : FoundIn.CART_ATTRIBUTE);
            for (Purchase.Message message : purchase.messages()) {
                boolean carriesToken = message.fact() instanceof OrderFact.Snapshot;
                facts.add(new NicheEvent.Fact(at, click.to(), purchase.reference(), message.fact(),
                        carriesToken ? List.of(token) : List.of()));
            }
        }
        return facts;
    }

    private static NicheEvent.Click click(NicheSettings settings, int number, Instant at) {
        int partner = number % settings.partners().all().size();
        boolean fromPartner = number % FROM_PARTNER_EVERY == 0;
        return new NicheEvent.Click(at, "l" + number, fromPartner ? partner : Visitor.AT_JACQUES,
                fromPartner ? Visitor.AT_JACQUES : partner, null, NUMBER_FIRST + number);
    }

    private static Fate fate(Purchase purchase, int number, Instant at) {
        Instant later = at.plus(Duration.ofSeconds(5));
        return switch (number) {
            case 3 -> new Fate.Refunded(later, new OrderFact.RefundScope.Full(), 0);
            case 8 -> new Fate.Refunded(later, new OrderFact.RefundScope.Amount(100), 100);
            case 12 -> new Fate.Refunded(later, new OrderFact.RefundScope.Lines(List.of(new OrderFact.LineRefund(
                    purchase.lines().getLast().reference(), purchase.lines().getLast().quantity(), null))), 0);
            case 16 -> new Fate.Cancelled(later);
            default -> new Fate.Kept();
        };
    }
}

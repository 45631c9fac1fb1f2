package centuple.simulation.market;

import centuple.money.BasisPoints;
import centuple.reciprocity.Promise;
import centuple.shop.ShopId;
import centuple.simulation.Draws;
import centuple.simulation.guard.CoreGuard;
import centuple.simulation.guard.Flows;
import centuple.simulation.guard.Guard;
import centuple.simulation.guard.Stops;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * Plays a niche of shops under one policy, hour by hour. Shop 0 is under study and honest; how the others behave is
 * drawn. The same settings, seed and crowd give the same figures, always. Used once, by one thread.
 */
public final class Market {
    private static final int HOURS_PER_DAY = 24;
    private static final long BEHAVIOURS = 7;

    private final MarketSettings settings;
    private final MarketPolicy policy;
    private final Behaviour[] behaviours;
    private final Circle circle;
    private final Flows flows;
    private final Stops stops;
    private final Guard[] guards;
    private final Purses purses;
    private final Diary diary;
    private final OrdersToCome orders;
    private final Door door = new Door();
    private int hour;

    private Market(MarketSettings settings, MarketPolicy policy, Behaviour[] behaviours) {
        int shops = settings.size().shops();
        this.settings = settings;
        this.policy = policy;
        this.behaviours = behaviours;
        this.circle = new Circle(shops, settings.partners());
        this.flows = circle.flows();
        this.stops = new Stops(shops * circle.partners(), circle.partners());
        this.guards = new Guard[shops];
        this.purses = new Purses(shops);
        this.orders = new OrdersToCome(settings.size().hours());
        this.diary = new Diary(behaviours, purses, circle);
        Promise promise = settings.promise(policy.paid());
        for (int shop = 0; shop < shops; shop++) {
            var side = new CoreGuard.Side(new ShopId(-1 - shop), circle.edge(shop, 0), circle.partners());
            guards[shop] = behaviours[shop] == Behaviour.HONEST
                    ? policy.guard(side, flows, stops, promise)
                    : Guard.OPEN;
        }
    }

    /** Plays with visitors and behaviours drawn from a seed; {@code hours} is told how far it is. */
    public static MarketRun play(MarketSettings settings, long seed, MarketPolicy policy, IntConsumer hours) {
        return play(settings, policy, behaviours(settings, seed), new DrawnCrowd(settings, seed), hours);
    }

    /** Plays with visitors and behaviours as given; that of shop 0 is {@link Behaviour#HONEST}. */
    static MarketRun play(MarketSettings settings, MarketPolicy policy, List<Behaviour> behaviours, Crowd crowd,
            IntConsumer hours) {
        Market market = new Market(settings, policy, behaviours.toArray(Behaviour[]::new));
        market.run(crowd, hours);
        return market.diary.told(policy, market.flows, market.stops, settings.size().hours());
    }

    private static List<Behaviour> behaviours(MarketSettings settings, long seed) {
        List<Behaviour> all = settings.mix().of(settings.size().shops() - 1);
        Draws draws = Draws.of(seed, BEHAVIOURS, -1);
        for (int last = all.size() - 1; last > 0; last--) {
            all.set(last, all.set(draws.below(last + 1), all.get(last)));
        }
        all.addFirst(Behaviour.HONEST);
        return all;
    }

    private void run(Crowd crowd, IntConsumer hours) {
        int every = diary.everyDays(settings.size().hours()) * HOURS_PER_DAY;
        for (hour = 0; hour < settings.size().hours(); hour++) {
            orders.take(hour, this::order);
            if (hour % MarketSettings.LOOK_EVERY_HOURS == 0) {
                for (Guard guard : guards) {
                    guard.look(hour);
                }
            }
            crowd.come(hour, door);
            if ((hour + 1) % every == 0 || hour + 1 == settings.size().hours()) {
                diary.note((hour + HOURS_PER_DAY) / HOURS_PER_DAY);
                hours.accept(hour + 1);
            }
        }
        stops.finish(settings.size().hours());
    }

    /** Lets visitors in. */
    private final class Door implements Consumer<Caller> {
        @Override
        public void accept(Caller caller) {
            int shop = caller.shop;
            purses.visitors[shop]++;
            int edge = circle.edge(shop, caller.friend);
            boolean wanted = wants(caller);
            if (!wanted || !guards[shop].lets(edge, hour)) {
                long margin = margin(caller.homeMinor);
                purses.ownMarginMinor[shop] += margin;
                if (wanted) {
                    diary.refused(edge, margin);
                }
                return;
            }
            purses.forgoneMinor[shop] += margin(caller.homeMinor);
            goes(shop, edge);
            Behaviour partner = behaviours[circle.to(edge)];
            if (caller.awayMinor > 0) {
                arrives(caller, edge, partner);
            }
            if (partner == Behaviour.COLLUDER) {
                goes(circle.to(edge), flows.twin(edge));
            }
        }
    }

    private boolean wants(Caller caller) {
        return switch (behaviours[caller.shop]) {
            case HONEST -> policy.wants(caller.servable);
            case UNDER_RETURNER -> policy.wants(false) && !caller.servable
                    && caller.sending < Behaviour.RETURNED_SHARE;
            case TAKER, COLLUDER -> false;
        };
    }

    private void goes(int from, int edge) {
        flows.visited(edge);
        purses.given[from]++;
        purses.returned[circle.to(edge)]++;
    }

    /** An order the exchange does not hear of has a negative amount until it is known. */
    private void arrives(Caller caller, int edge, Behaviour partner) {
        boolean reported = switch (partner) {
            case HONEST, TAKER -> true;
            case UNDER_RETURNER -> caller.reporting < Behaviour.RETURNED_SHARE;
            case COLLUDER -> false;
        };
        long signed = reported ? caller.awayMinor : -caller.awayMinor;
        if (caller.delayHours == 0) {
            order(edge, signed);
        } else {
            orders.add(hour + caller.delayHours, edge, signed);
        }
    }

    private void order(int edge, long signedMinor) {
        int receiver = circle.to(edge);
        purses.receivedMarginMinor[receiver] += margin(Math.abs(signedMinor));
        if (signedMinor > 0) {
            BasisPoints share = policy.paid() ? settings.orders().commission() : BasisPoints.ZERO;
            long commission = share.of(signedMinor);
            purses.earnedMinor[circle.from(edge)] += commission;
            purses.owedMinor[receiver] += commission;
            flows.ordered(edge, commission);
        }
    }

    private long margin(long netMinor) {
        return netMinor == 0 ? 0 : settings.orders().margin().of(netMinor);
    }
}

package centuple.simulation.market;

import centuple.simulation.Draws;

import java.util.function.Consumer;

/** Visitors drawn from a seed: each shop and hour has its own stream, so no policy shifts what others draw. */
public final class DrawnCrowd implements Crowd {
    private static final long NET_MINOR_MIN = 500;
    private static final long NET_MINOR_MAX = 150_000;
    private static final double HOURS_PER_DAY = 24;

    private final MarketSettings settings;
    private final long seed;
    private final double nobody;
    private final Caller caller = new Caller();

    public DrawnCrowd(MarketSettings settings, long seed) {
        this.settings = settings;
        this.seed = seed;
        this.nobody = StrictMath.exp(-settings.size().visitorsPerHour());
    }

    @Override
    public void come(int hour, Consumer<Caller> door) {
        for (int shop = 0; shop < settings.size().shops(); shop++) {
            Draws draws = Draws.of(seed, hour, shop);
            // Poisson: uniform numbers are multiplied until the product falls below the chance of nobody.
            for (double left = draws.share(); left > nobody; left *= draws.share()) {
                draw(draws, shop);
                door.accept(caller);
            }
        }
    }

    private void draw(Draws draws, int shop) {
        MarketSettings.Buying buying = settings.buying();
        caller.shop = shop;
        caller.servable = draws.share() >= buying.unservedShare();
        caller.friend = draws.below(settings.partners());
        caller.sending = draws.share();
        double mind = draws.share();
        boolean home = mind < (caller.servable ? buying.served() : buying.served() * buying.substitutionShare());
        boolean away = mind < (caller.servable ? buying.givenServed() : buying.givenUnserved());
        caller.homeMinor = 0;
        caller.awayMinor = 0;
        if (home || away) {
            long net = netMinor(draws);
            caller.homeMinor = home ? net : 0;
            caller.awayMinor = away ? net : 0;
            boolean delayed = draws.share() < settings.orders().delayedShare();
            caller.delayHours = (int) (delayed ? draws.exponential(settings.orders().delayDays() * HOURS_PER_DAY) : 0);
            caller.reporting = draws.share();
        }
    }

    private long netMinor(Draws draws) {
        double spread = settings.orders().spread();
        double factor = StrictMath.exp(spread * draws.normal() - spread * spread / 2);
        return Math.clamp((long) (settings.orders().netMeanMinor() * factor), NET_MINOR_MIN, NET_MINOR_MAX);
    }
}

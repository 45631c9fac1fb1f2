package centuple.platform.http;

/**
 * How fast one key may call the routes of a kind.
 *
 * @param name names the kind: routes of one kind share their key's allowance
 * @param perSecond requests a second that may go on for ever
 * @param burst requests that may come at once after a pause
 */
public record Pace(String name, int perSecond, int burst) {
    /** People and consoles. */
    public static final Pace CONTROL = new Pace("control", 50, 500);

    /** Servers that report their orders, and readers that page through everything. */
    public static final Pace INTAKE = new Pace("intake", 100_000, 200_000);

    public Pace {
        if (perSecond < 1 || burst < 1) {
            throw new IllegalArgumentException("a pace admits at least one request");
        }
    }

    /** Nanoseconds from one request to the next when it goes on for ever. */
    public long intervalNanos() {
        return 1_000_000_000L / perSecond;
    }
}

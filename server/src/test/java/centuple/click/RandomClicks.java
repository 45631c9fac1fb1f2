package centuple.click;

import java.util.random.RandomGenerator;

/** Click records of every shape, drawn from a given generator: the same seed, the same records. */
public final class RandomClicks {

    private static final String MARK_CHARACTERS = "ABCXYZabcxyz0189_-";
    private static final String[] COUNTRIES = {"", "FR", "DE", "MV"};

    private RandomClicks() {
    }

    /** A record of a stored link, with all fields drawn. */
    public static ClickRecord draw(RandomGenerator random) {
        return drawAt(random, random.nextLong(4_102_444_800_000L));
    }

    /** A record of a given time, milliseconds since 1970 UTC, with all other fields drawn. */
    public static ClickRecord drawAt(RandomGenerator random, long atMillis) {
        int[] hops = random.ints(random.nextInt(4)).toArray();
        VisitClass visitClass = VisitClass.values()[random.nextInt(VisitClass.values().length)];
        Device device = Device.values()[random.nextInt(Device.values().length)];
        return new ClickRecord(new ClickId(random.nextLong(), random.nextInt()), atMillis,
                new ClickRoute(random.nextLong() & ~0xf000L | 0x7000L, random.nextLong(), random.nextInt(),
                        random.nextInt(),
                        random.nextInt(Integer.MAX_VALUE)),
                Hops.of(hops), new Visit(visitClass, device, COUNTRIES[random.nextInt(COUNTRIES.length)]),
                new SubIds(mark(random), mark(random), mark(random), mark(random), mark(random)));
    }

    private static String mark(RandomGenerator random) {
        if (random.nextInt(3) == 0) {
            return "";
        }
        int length = random.nextInt(4) == 0 ? SubIds.LENGTH_MAX : 1 + random.nextInt(SubIds.LENGTH_MAX);
        StringBuilder mark = new StringBuilder();
        for (int i = 0; i < length; i++) {
            mark.append(MARK_CHARACTERS.charAt(random.nextInt(MARK_CHARACTERS.length())));
        }
        return mark.toString();
    }
}

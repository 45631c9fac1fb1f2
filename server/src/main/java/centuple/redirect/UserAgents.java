package centuple.redirect;

import centuple.click.Device;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.random.RandomGenerator;

/**
 * What a user agent header tells: a declared bot or not, and the coarse kind of device. Safe for all threads.
 *
 * <p>Verdicts are remembered by hash in a table of fixed size, in which a newer one takes the place of an older one: a
 * flood of made-up headers costs time, never memory.
 */
public final class UserAgents {
    private static final int LENGTH_MAX = 512;
    private static final int VERDICTS_MAX = 8_192;
    private static final int BOT_BIT = 4;
    private static final long VERDICT_BITS = 7;

    private final DeclaredBots bots;
    private final long key0;
    private final long key1;
    private final AtomicLongArray verdicts = new AtomicLongArray(VERDICTS_MAX);

    /** Takes the list of bots, and the source of a key that makes the table's places unpredictable. */
    public UserAgents(DeclaredBots bots, RandomGenerator random) {
        this.bots = bots;
        key0 = random.nextLong();
        key1 = random.nextLong();
    }

    /** What a header tells. Only its first 512 characters are read. */
    UserAgent look(String header) {
        String text = header.length() > LENGTH_MAX ? header.substring(0, LENGTH_MAX) : header;
        long hash = new SipHash(key0, key1).text(text, text.length()).finish();
        int slot = (int) (hash >>> 40) % VERDICTS_MAX;
        long known = verdicts.get(slot);
        if (((known ^ hash) & ~VERDICT_BITS) != 0 || known == 0) {
            Device device = deviceOf(text);
            known = hash & ~VERDICT_BITS | (bots.contains(text) ? BOT_BIT : 0) | device.code();
            verdicts.set(slot, known);
        }
        return new UserAgent(hash, (known & BOT_BIT) != 0, Device.ofCode((int) known & 3));
    }

    private static Device deviceOf(String text) {
        if (text.contains("iPad") || text.contains("Tablet") || text.contains("PlayBook")
                || text.contains("Android") && !text.contains("Mobile")) {
            return Device.TABLET;
        }
        if (text.contains("Mobi") || text.contains("iPhone") || text.contains("iPod")) {
            return Device.MOBILE;
        }
        return text.contains("Windows NT") || text.contains("Macintosh") || text.contains("X11")
                || text.contains("CrOS") ? Device.DESKTOP : Device.UNKNOWN;
    }

    /**
     * What a header tells.
     *
     * @param hash of the header under a key of this process; tells two headers apart, and nothing outside
     * @param bot whether it declares itself a bot
     * @param device the coarse kind of device
     */
    record UserAgent(long hash, boolean bot, Device device) {
    }
}

package centuple.click;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The binary form of a click record: lossless, versioned, canonical (one form per record), and strict in reading.
 *
 * Big endian: version 1, class 1, device 1, hop count 1, at-millis 8, click id 12, link id 16, giver 4, receiver 4,
 * terms version 4, country 2 (zeros where unknown), set of sub-ids 1 (bit 0 is s1), hops 4 each, sub-ids each as length
 * 1 and its ASCII characters. 55 to 392 bytes. Stateless; safe for use by any number of threads.
 */
public final class ClickRecordCodec {

    /** The longest encoded record, in bytes. */
    public static final int LENGTH_BYTES_MAX = 55 + 4 * Hops.COUNT_MAX + SubIds.COUNT * (1 + SubIds.LENGTH_MAX);

    /** The shortest encoded record, in bytes. */
    public static final int LENGTH_BYTES_MIN = 55;

    private static final byte VERSION = 1;
    private static final int SUB_ID_BITS = (1 << SubIds.COUNT) - 1;

    private ClickRecordCodec() {
    }

    /**
     * Writes a record at the buffer's position and moves it. Allocates nothing.
     *
     * The buffer must be big endian (as new buffers are) and have {@link #LENGTH_BYTES_MAX} bytes left, or
     * BufferOverflowException is thrown with the record half written.
     */
    public static void encode(ClickRecord click, ByteBuffer to) {
        requireBigEndian(to);
        ClickRoute route = click.route();
        Visit visit = click.visit();
        to.put(VERSION);
        to.put((byte) visit.visitClass().code());
        to.put((byte) visit.device().code());
        to.put((byte) click.hops().count());
        to.putLong(click.atMillis());
        to.putLong(click.id().high()).putInt(click.id().low());
        to.putLong(route.linkHigh()).putLong(route.linkLow());
        to.putInt(route.giver()).putInt(route.receiver()).putInt(route.termsVersion());
        putCountry(visit.country(), to);
        to.put((byte) presentSubIds(click.subIds()));
        for (int i = 0; i < click.hops().count(); i++) {
            to.putInt(click.hops().get(i));
        }
        putSubIds(click.subIds(), to);
    }

    /** Reads the buffer's remaining bytes, which must be exactly one record; moves the position. Never throws. */
    public static DecodedClick decode(ByteBuffer from) {
        requireBigEndian(from);
        if (from.remaining() < LENGTH_BYTES_MIN || from.remaining() > LENGTH_BYTES_MAX) {
            return corrupt("a length no click has");
        }
        int version = from.get();
        if (version != VERSION) {
            return corrupt("version " + version + " is unknown to this program");
        }
        return decodeVersion1(from);
    }

    private static DecodedClick decodeVersion1(ByteBuffer from) {
        int visitClass = from.get();
        int device = from.get();
        int hopCount = from.get();
        if (!VisitClass.isCode(visitClass) || !Device.isCode(device) || hopCount < 0 || hopCount > Hops.COUNT_MAX) {
            return corrupt("an unknown class or device, or more than three hops");
        }
        long atMillis = from.getLong();
        if (!ClickRecord.isTime(atMillis)) {
            return corrupt("a time before 1970 or after 2099");
        }
        ClickId id = new ClickId(from.getLong(), from.getInt());
        long linkHigh = from.getLong();
        long linkLow = from.getLong();
        int giver = from.getInt();
        int receiver = from.getInt();
        int termsVersion = from.getInt();
        int country1 = from.get();
        int country2 = from.get();
        int subIdBits = from.get();
        boolean noCountry = country1 == 0 && country2 == 0;
        boolean goodCountry = noCountry || Visit.isCapital(country1) && Visit.isCapital(country2);
        if (termsVersion < 0 || !goodCountry || (subIdBits & ~SUB_ID_BITS) != 0) {
            return corrupt("a negative terms version, a malformed country or a sixth sub-id");
        }
        if (from.remaining() < 4 * hopCount) {
            return corrupt("the hops are cut");
        }
        int first = hopCount > 0 ? from.getInt() : 0;
        int second = hopCount > 1 ? from.getInt() : 0;
        int third = hopCount > 2 ? from.getInt() : 0;
        String[] subIds = new String[SubIds.COUNT];
        if (!readSubIds(from, subIdBits, subIds)) {
            return corrupt("a sub-id is cut or malformed, or bytes follow the last");
        }
        String country = noCountry ? "" : "" + (char) country1 + (char) country2;
        return new DecodedClick.Good(new ClickRecord(id, atMillis,
                new ClickRoute(linkHigh, linkLow, giver, receiver, termsVersion),
                new Hops(hopCount, first, second, third),
                new Visit(VisitClass.ofCode(visitClass), Device.ofCode(device), country),
                subIdBits == 0 ? SubIds.NONE : new SubIds(subIds[0], subIds[1], subIds[2], subIds[3], subIds[4])));
    }

    private static boolean readSubIds(ByteBuffer from, int subIdBits, String[] into) {
        for (int i = 0; i < SubIds.COUNT; i++) {
            if ((subIdBits & 1 << i) == 0) {
                into[i] = "";
                continue;
            }
            int length = from.hasRemaining() ? from.get() : 0;
            if (length < 1 || length > SubIds.LENGTH_MAX || from.remaining() < length) {
                return false;
            }
            byte[] characters = new byte[length];
            from.get(characters);
            // Bytes beyond ASCII become other characters here, none of which a mark may hold.
            into[i] = new String(characters, StandardCharsets.ISO_8859_1);
            if (!SubIds.isMark(into[i])) {
                return false;
            }
        }
        return !from.hasRemaining();
    }

    private static void putCountry(String country, ByteBuffer to) {
        boolean known = !country.isEmpty();
        to.put(known ? (byte) country.charAt(0) : 0);
        to.put(known ? (byte) country.charAt(1) : 0);
    }

    private static int presentSubIds(SubIds subIds) {
        int bits = 0;
        for (int i = 0; i < SubIds.COUNT; i++) {
            bits |= subIds.get(i).isEmpty() ? 0 : 1 << i;
        }
        return bits;
    }

    private static void putSubIds(SubIds subIds, ByteBuffer to) {
        for (int i = 0; i < SubIds.COUNT; i++) {
            String mark = subIds.get(i);
            if (!mark.isEmpty()) {
                to.put((byte) mark.length());
                for (int c = 0; c < mark.length(); c++) {
                    to.put((byte) mark.charAt(c));
                }
            }
        }
    }

    private static void requireBigEndian(ByteBuffer buffer) {
        if (buffer.order() != ByteOrder.BIG_ENDIAN) {
            throw new IllegalArgumentException("the buffer must be big endian");
        }
    }

    private static DecodedClick corrupt(String reason) {
        return new DecodedClick.Corrupt(reason);
    }
}

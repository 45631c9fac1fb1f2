package centuple.redirect;

/**
 * The address of a client, in memory for the length of a request; never stored, logged or printed.
 *
 * @param high the first 64 bits; for IPv4, those of the mapped form
 * @param low the last 64 bits; for IPv4 {@code ::ffff:a.b.c.d}
 */
public record IpAddress(long high, long low) {
    private static final long IPV4_MARK = 0xffff_0000_0000L;
    private static final int SITE_BITS = 48;

    /** Reads 4 or 16 bytes; throws IllegalArgumentException for any other number. */
    public static IpAddress of(byte[] bytes) {
        if (bytes.length == 4) {
            return new IpAddress(0, IPV4_MARK | number(bytes, 0, 4));
        }
        if (bytes.length != 16) {
            throw new IllegalArgumentException("an address has 4 or 16 bytes, not " + bytes.length);
        }
        return new IpAddress(number(bytes, 0, 8), number(bytes, 8, 8));
    }

    /** Whether it is an IPv4 address, mapped or not. */
    public boolean isIpv4() {
        return high == 0 && (low & 0xffff_ffff_0000_0000L) == IPV4_MARK;
    }

    /**
     * What one person keeps: the whole IPv4 address; of IPv6 the first 64 bits, since devices change the rest daily.
     */
    long person() {
        return isIpv4() ? low : high;
    }

    /** What one site or street keeps: /24 of IPv4, /48 of IPv6. */
    long prefix() {
        return isIpv4() ? low >>> 8 : high >>> 64 - SITE_BITS | 1L << 62;
    }

    /** What one provider has as a whole, or a large part of it: /16 of IPv4, /32 of IPv6. */
    long widePrefix() {
        return isIpv4() ? low >>> 16 & 0xffff | 1L << 60 : high >>> 32 | 1L << 61;
    }

    /** Nothing that tells an address. */
    @Override
    public String toString() {
        return isIpv4() ? "an IPv4 address" : "an IPv6 address";
    }

    private static long number(byte[] bytes, int from, int length) {
        long number = 0;
        for (int i = from; i < from + length; i++) {
            number = number << 8 | bytes[i] & 0xff;
        }
        return number;
    }
}

package centuple.platform.config;

import java.net.InetAddress;
import java.util.Arrays;

/**
 * A range of IP addresses as {@code 10.0.0.0/8}, {@code fd00::/8} or a single address. Nothing is looked up by name.
 * Immutable.
 */
public final class AddressRange {
    private final byte[] network;
    private final int prefixBits;

    private AddressRange(byte[] network, int prefixBits) {
        this.network = network;
        this.prefixBits = prefixBits;
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException when it is not a literal address, its prefix is too long, or address bits are
     * set
     *         behind the prefix
     */
    public static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        byte[] network = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash)).getAddress();
        int bitsMax = network.length * 8;
        int prefixBits = slash < 0 ? bitsMax : Integer.parseInt(text, slash + 1, text.length(), 10);
        if (prefixBits < 0 || prefixBits > bitsMax) {
            throw new IllegalArgumentException("the prefix is longer than the address: " + text);
        }
        if (!Arrays.equals(network, masked(network, prefixBits))) {
            throw new IllegalArgumentException("the address has bits behind its prefix: " + text);
        }
        return new AddressRange(network, prefixBits);
    }

    /** Whether the address lies in the range; an IPv4 address written as IPv6 counts as IPv4. */
    public boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == network.length && Arrays.equals(network, masked(bytes, prefixBits));
    }

    private static byte[] masked(byte[] address, int prefixBits) {
        byte[] masked = new byte[address.length];
        for (int i = 0; i < address.length; i++) {
            int kept = Math.clamp(prefixBits - 8L * i, 0, 8);
            masked[i] = (byte) (address[i] & (0xff00 >> kept));
        }
        return masked;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AddressRange range && prefixBits == range.prefixBits
                && Arrays.equals(network, range.network);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(network) + prefixBits;
    }

    @Override
    public String toString() {
        try {
            return InetAddress.getByAddress(network).getHostAddress() + "/" + prefixBits;
        } catch (java.net.UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

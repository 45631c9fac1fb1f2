package centuple.platform.net;

import java.net.Inet4Address;
import java.net.InetAddress;

/** Tells addresses of the public internet from those inside: of this machine, its network, its provider. Stateless. */
public final class PublicAddress {
    /** IPv4 blocks that are not the public internet (RFC 6890 and its successors): network, prefix length. */
    private static final int[][] CLOSED_V4 = {
            {ipv4(0, 0), 8}, {ipv4(10, 0), 8}, {ipv4(100, 64), 10}, {ipv4(127, 0), 8}, {ipv4(169, 254), 16},
            {ipv4(172, 16), 12}, {ipv4(192, 0), 24}, {ipv4(192, 0) | 2 << 8, 24}, {ipv4(192, 31) | 196 << 8, 24},
            {ipv4(192, 52) | 193 << 8, 24}, {ipv4(192, 88) | 99 << 8, 24}, {ipv4(192, 168), 16},
            {ipv4(192, 175) | 48 << 8, 24}, {ipv4(198, 18), 15}, {ipv4(198, 51) | 100 << 8, 24},
            {ipv4(203, 0) | 113 << 8, 24}, {ipv4(224, 0), 4}, {ipv4(240, 0), 4}};

    private PublicAddress() {
    }

    /**
     * Whether the address is one anybody could reach. Of IPv6 only 2000::/3 is, without its blocks for documentation
     * and
     * for tunnels, in which an inner address could hide.
     */
    public static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            int value = pair(bytes, 0) << 16 | pair(bytes, 2);
            for (int[] block : CLOSED_V4) {
                if ((value ^ block[0]) >>> 32 - block[1] == 0) {
                    return false;
                }
            }
            return true;
        }
        int first = pair(bytes, 0);
        int second = pair(bytes, 2);
        boolean global = (first & 0xe000) == 0x2000;
        boolean protocol = first == 0x2001 && (second & 0xfe00) == 0;
        boolean documentation = first == 0x2001 && second == 0x0db8 || first == 0x3fff && (second & 0xf000) == 0;
        boolean sixToFour = first == 0x2002;
        return global && !protocol && !documentation && !sixToFour;
    }

    private static int ipv4(int first, int second) {
        return first << 24 | second << 16;
    }

    private static int pair(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
    }
}

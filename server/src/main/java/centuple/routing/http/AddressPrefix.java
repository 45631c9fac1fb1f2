package centuple.routing.http;

import java.net.InetAddress;
import java.util.HexFormat;

/** What one site or street has of an address: /24 of IPv4, /48 of IPv6. Kept in memory for rates only. Stateless. */
final class AddressPrefix {
    private AddressPrefix() {
    }

    static String of(InetAddress address) {
        byte[] bytes = address.getAddress();
        return HexFormat.of().formatHex(bytes, 0, bytes.length == 4 ? 3 : 6);
    }
}

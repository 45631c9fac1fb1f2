package centuple.redirect;

/**
 * A network of addresses.
 *
 * @param network any address of it
 * @param bits how many first bits its addresses share, 0 to 128; an IPv4 /n is given as 96 + n
 */
public record Cidr(IpAddress network, int bits) {
    public Cidr {
        if (bits < 0 || bits > 128) {
            throw new IllegalArgumentException("0 to 128 bits, not " + bits);
        }
    }

    /** Whether the address is in the network. */
    public boolean contains(IpAddress address) {
        return address.matches(network, bits);
    }
}

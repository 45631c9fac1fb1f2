package centuple.platform.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Port: the addresses of a host name. May block; thread-safe. */
@FunctionalInterface
public interface HostResolver {
    /** As this machine resolves names. */
    HostResolver SYSTEM = host -> List.of(InetAddress.getAllByName(host));

    List<InetAddress> resolve(String host) throws UnknownHostException;
}

package centuple.platform.http.server;

import centuple.platform.cli.Refusal;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Looks whether a port can be listened on, before anything is made for it. Stateless. */
public final class FreePort {
    private FreePort() {
    }

    /**
     * Looks.
     *
     * @param port 0: any free one, always right
     * @throws Refusal when it cannot be listened on now
     */
    public static void require(String host, int port) {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new Refusal("there is no host " + host + " to listen on");
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
        } catch (BindException taken) {
            throw new Refusal("port " + port + " of " + host + " cannot be listened on (" + taken.getMessage()
                    + "): give another with --port, or end what listens there", taken);
        } catch (IOException failure) {
            throw new Refusal("port " + port + " of " + host + " cannot be listened on: " + failure.getMessage(),
                    failure);
        }
    }
}

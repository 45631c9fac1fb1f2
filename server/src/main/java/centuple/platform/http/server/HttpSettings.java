package centuple.platform.http.server;

import centuple.platform.net.TrustedProxies;

import java.time.Duration;
import java.util.List;

/**
 * Where the server listens and how much it takes at once.
 *
 * @param host the address to listen on
 * @param port 0 means any free one
 * @param eventLoops server instances that share the port
 * @param limits how much at once
 * @param proxies whose word on a client's address is taken
 * @param drain how long a stop waits for requests under way
 */
public record HttpSettings(String host, int port, int eventLoops, Limits limits, TrustedProxies proxies,
        Duration drain) {
    public static final Duration DRAIN = Duration.ofSeconds(20);

    /** Two event loops and the usual limits, without a proxy. */
    public static HttpSettings of(String host, int port) {
        return new HttpSettings(host, port, 2, Limits.USUAL, new TrustedProxies(List.of()), DRAIN);
    }

    /** The same behind these proxies. */
    public HttpSettings behind(TrustedProxies others) {
        return new HttpSettings(host, port, eventLoops, limits, others, drain);
    }

    /**
     * How much at once. Requests without a key have memory and work of their own, so that they never keep out those
     * that have one.
     *
     * @param inWorkMax requests with a key whose handlers run at once, beyond it 503; as many of one share of those
     *            without a key, and twice as many of these together
     * @param bodyBytesMax bytes of bodies of requests with a key held in memory at once; one account holds at most
     *            three quarters
     * @param keylessBodyBytesMax the same without a key; one share holds at most a quarter
     * @param bodyWait how long a body of up to 1 MiB may take
     * @param headWait how long a connection may be open before its first request's head is here
     * @param connectionsMax connections at once, beyond it new ones are closed
     */
    public record Limits(int inWorkMax, long bodyBytesMax, long keylessBodyBytesMax, Duration bodyWait,
            Duration headWait, int connectionsMax) {
        public static final Limits USUAL = new Limits(256, 128L << 20, 32L << 20, Duration.ofSeconds(15),
                Duration.ofSeconds(15), 10_000);
    }
}

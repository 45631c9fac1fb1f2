package centuple.platform.http.server;

import java.time.Duration;

/**
 * Where the server listens and how much it takes at once.
 *
 * @param host the address to listen on
 * @param port 0 means any free one
 * @param eventLoops server instances that share the port
 * @param requestsInWorkMax requests whose handlers run at once; beyond it 503
 * @param bodyBytesHeldMax bytes of bodies held in memory at once; beyond it 503
 * @param drain how long a stop waits for requests under way
 */
public record HttpSettings(String host, int port, int eventLoops, int requestsInWorkMax, long bodyBytesHeldMax,
        Duration drain) {
    public static final int REQUESTS_IN_WORK_MAX = 256;
    public static final long BODY_BYTES_HELD_MAX = 128L << 20;
    public static final Duration DRAIN = Duration.ofSeconds(20);

    /** Two event loops and the usual limits. */
    public static HttpSettings of(String host, int port) {
        return new HttpSettings(host, port, 2, REQUESTS_IN_WORK_MAX, BODY_BYTES_HELD_MAX, DRAIN);
    }
}

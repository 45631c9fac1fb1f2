package centuple.platform.net;

import io.vertx.core.net.TrustOptions;
import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * How other hosts are asked.
 *
 * @param loopback whether this machine may be asked too, by plain http: only for tests and trials
 * @param httpsPort the port of https
 * @param time the longest one page may take, redirects and all
 * @param resolver finds addresses
 * @param trust whose certificates are good; null means the usual ones
 */
public record OutboundSettings(boolean loopback, int httpsPort, Duration time, HostResolver resolver,
        @Nullable TrustOptions trust) {
    /** Public hosts only. */
    public static final OutboundSettings PUBLIC = new OutboundSettings(false, 443, Duration.ofSeconds(10),
            HostResolver.SYSTEM, null);

    /** This machine too. */
    public static final OutboundSettings WITH_LOOPBACK = new OutboundSettings(true, 443, Duration.ofSeconds(10),
            HostResolver.SYSTEM, null);
}

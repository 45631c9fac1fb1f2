package centuple.platform.net;

import io.vertx.core.Vertx;
import io.vertx.core.dns.DnsClient;
import io.vertx.core.dns.DnsClientOptions;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks a name server. Blocks its caller; thread-safe. */
public final class DnsTxtLookup implements TxtLookup {
    private static final long QUERY_MILLIS_MAX = 5_000;

    private final DnsClient client;

    private DnsTxtLookup(DnsClient client) {
        this.client = client;
    }

    /** The name server this machine uses. */
    public static DnsTxtLookup ofSystem(Vertx vertx) {
        return new DnsTxtLookup(vertx.createDnsClient(new DnsClientOptions().setQueryTimeout(QUERY_MILLIS_MAX)));
    }

    /** That name server. */
    public static DnsTxtLookup of(Vertx vertx, String host, int port) {
        return new DnsTxtLookup(vertx.createDnsClient(
                new DnsClientOptions().setHost(host).setPort(port).setQueryTimeout(QUERY_MILLIS_MAX)));
    }

    @Override
    public List<String> txt(String name) {
        try {
            return client.resolveTXT(name).toCompletionStage().toCompletableFuture().get(QUERY_MILLIS_MAX + 1_000,
                    TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }
}

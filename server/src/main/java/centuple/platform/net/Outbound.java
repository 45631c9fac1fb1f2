package centuple.platform.net;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Fetches pages from hosts that somebody else named. A name is resolved once, every address it has must be public, and
 * the connection goes to the address that was checked, with the name kept for TLS and Host. https only, few redirects,
 * to the hosts given, few bytes, little time. Blocks its caller; thread-safe.
 */
public final class Outbound implements AutoCloseable {
    /** Bytes of one page; what lies behind is not needed for any proof. */
    public static final int PAGE_BYTES_MAX = 262_144;
    private static final int REDIRECTS_MAX = 3;
    private static final int CONNECT_MILLIS_MAX = 5_000;
    private static final int HEADER_BYTES_MAX = 32_768;

    private static final String PROOF_AGENT = "Centuple (domain proof)";

    private final Vertx vertx;
    private final OutboundSettings settings;
    private final HttpClient client;

    public Outbound(Vertx vertx, OutboundSettings settings) {
        this.vertx = vertx;
        this.settings = settings;
        HttpClientOptions options = new HttpClientOptions().setKeepAlive(false).setMaxHeaderSize(HEADER_BYTES_MAX)
                .setConnectTimeout(CONNECT_MILLIS_MAX).setVerifyHost(true).setDecompressionSupported(false);
        if (settings.trust() != null) {
            options.setTrustOptions(settings.trust());
        }
        this.client = vertx.createHttpClient(options);
    }

    /**
     * Fetches a page.
     *
     * @param origin scheme, host and, on this machine only, port
     * @param path with a leading slash
     * @param redirectHosts hosts to which the page may redirect
     */
    public Fetched get(String origin, String path, Set<String> redirectHosts) {
        long deadline = System.nanoTime() + settings.time().toNanos();
        try {
            URI page = new URI(origin + path);
            for (int redirects = 0; redirects <= REDIRECTS_MAX; redirects++) {
                Response response = ask(page, deadline);
                if (response.location.isEmpty()) {
                    return new Fetched.Page(response.status, response.body);
                }
                page = page.resolve(new URI(response.location));
                if (page.getHost() == null || !redirectHosts.contains(page.getHost())) {
                    return new Fetched.Failed("it redirects to another host");
                }
            }
            return new Fetched.Failed("it redirects more than " + REDIRECTS_MAX + " times");
        } catch (Refused e) {
            return new Fetched.Failed(e.why);
        } catch (URISyntaxException e) {
            return new Fetched.Failed("its address is malformed");
        }
    }

    private Response ask(URI page, long deadline) throws Refused {
        RequestOptions options = options(page).setIdleTimeout(settings.time().toMillis())
                .putHeader("User-Agent", PROOF_AGENT).putHeader("Accept-Encoding", "identity");
        AtomicReference<HttpClientRequest> under = new AtomicReference<>();
        Future<Response> answer = client.request(options).onSuccess(under::set)
                .compose(request -> request.send().compose(Outbound::read));
        return await(answer, deadline, under);
    }

    /** How a page is asked for: at the address that was found good, under its own name. */
    RequestOptions options(URI page) throws Refused {
        boolean https = "https".equals(page.getScheme());
        boolean local = settings.loopback() && "http".equals(page.getScheme());
        if (!https && !local || page.getHost() == null || page.getRawUserInfo() != null) {
            throw new Refused("only https is fetched");
        }
        if (page.getHost().startsWith("[")) {
            throw new Refused("only https is fetched, from a host that has a name");
        }
        if (https && page.getPort() != -1 && page.getPort() != settings.httpsPort()) {
            throw new Refused("only the usual port of https is fetched");
        }
        int port = https ? settings.httpsPort() : page.getPort() == -1 ? 80 : page.getPort();
        InetAddress address = resolve(page.getHost(), https);
        String query = page.getRawQuery() == null ? "" : "?" + page.getRawQuery();
        String path = page.getRawPath() == null || page.getRawPath().isEmpty() ? "/" : page.getRawPath();
        return new RequestOptions().setMethod(HttpMethod.GET).setSsl(https).setHost(page.getHost())
                .setPort(port).setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
                .setURI(path + query).setFollowRedirects(false);
    }

    Vertx vertx() {
        return vertx;
    }

    HttpClient client() {
        return client;
    }

    private InetAddress resolve(String host, boolean https) throws Refused {
        List<InetAddress> addresses;
        try {
            addresses = settings.resolver().resolve(host);
        } catch (UnknownHostException e) {
            throw new Refused("the host has no address");
        }
        if (addresses.isEmpty()) {
            throw new Refused("the host has no address");
        }
        for (InetAddress address : addresses) {
            boolean allowed = https && PublicAddress.isPublic(address)
                    || settings.loopback() && address.isLoopbackAddress();
            if (!allowed) {
                throw new Refused("the host has an address that is not public");
            }
        }
        return addresses.getFirst();
    }

    private static Future<Response> read(HttpClientResponse response) {
        String location = response.getHeader("Location");
        if (response.statusCode() / 100 == 3 && location != null) {
            cutOff(response);
            return Future.succeededFuture(new Response(response.statusCode(), location, new byte[0]));
        }
        Promise<Response> whole = Promise.promise();
        Buffer body = Buffer.buffer();
        response.handler(chunk -> {
            body.appendBuffer(chunk, 0, Math.min(chunk.length(), PAGE_BYTES_MAX - body.length()));
            if (body.length() == PAGE_BYTES_MAX) {
                whole.tryComplete(new Response(response.statusCode(), "", body.getBytes()));
                cutOff(response);
            }
        });
        response.exceptionHandler(whole::tryFail);
        response.endHandler(_ -> whole.tryComplete(new Response(response.statusCode(), "", body.getBytes())));
        return whole.future();
    }

    /** What is still to come is not wanted. */
    static void cutOff(HttpClientResponse response) {
        response.exceptionHandler(_ -> {
        });
        response.request().reset();
    }

    /** Waits for an answer until the deadline; what is under way is ended where it does not come. */
    static <T> T await(Future<T> answer, long deadline, AtomicReference<HttpClientRequest> under) throws Refused {
        try {
            return answer.toCompletionStage().toCompletableFuture()
                    .get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            reset(under);
            throw new Refused("it took too long");
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof Refused refused) {
                throw refused;
            }
            boolean tls = cause instanceof javax.net.ssl.SSLException;
            throw new Refused(tls ? "its certificate is not good" : "it did not answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refused("the server is stopping");
        }
    }

    /** Waits for an answer, good or bad, and tells whether it came in time. */
    static boolean isDone(Future<?> answer, long deadline) throws Refused {
        try {
            answer.toCompletionStage().toCompletableFuture().exceptionally(_ -> null)
                    .get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refused("the server is stopping");
        }
    }

    /** Ends what is under way, if anything is. */
    static void reset(AtomicReference<HttpClientRequest> under) {
        HttpClientRequest request = under.get();
        if (request != null) {
            request.reset();
        }
    }

    @Override
    public void close() {
        client.close().toCompletionStage().toCompletableFuture().join();
    }

    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    private record Response(int status, String location, byte[] body) {
    }

    /** Not asked, or answered in a way that is not taken. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        final String why;

        Refused(String why) {
            super(why);
            this.why = why;
        }
    }
}

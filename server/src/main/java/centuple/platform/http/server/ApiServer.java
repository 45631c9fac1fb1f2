package centuple.platform.http.server;

import centuple.platform.http.CommonProblem;
import centuple.platform.http.Problem;
import centuple.platform.http.Route;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The HTTP server: as many event loops as the settings say, sharing one port. On each, the fast path looks first, then
 * the quick routes, and the router answers the rest. Thread-safe.
 */
public final class ApiServer implements AutoCloseable {
    /** Bytes of the request line; a deep link inside a link's address needs room. */
    private static final int LINE_BYTES_MAX = 8_192;
    private static final int HEADER_BYTES_MAX = 16_384;
    static final int IDLE_SECONDS_MAX = 75;
    /** From one look at slow bodies and connections to the next. */
    private static final long LOOK_EVERY_MILLIS = 250;
    private static final Pattern ROUNDABOUT = Pattern.compile("/(?:\\.|%2[eE]){1,2}(?:/|$)|//");

    private final HttpSettings settings;
    private final ServerParts parts;
    private final List<Long> looks = new CopyOnWriteArrayList<>();
    private final AtomicInteger open = new AtomicInteger();
    private final List<HttpServer> servers = new CopyOnWriteArrayList<>();

    private ApiServer(HttpSettings settings, ServerParts parts) {
        this.settings = settings;
        this.parts = parts;
    }

    /**
     * Starts to listen.
     *
     * @throws IllegalStateException when the port is taken
     */
    public static ApiServer start(Vertx vertx, HttpSettings settings, Frame frame) {
        ApiServer server = new ApiServer(settings, ServerParts.of(vertx, frame, settings));
        try {
            vertx.deployVerticle(server::loop, new DeploymentOptions().setInstances(settings.eventLoops()))
                    .toCompletionStage().toCompletableFuture().join();
        } catch (java.util.concurrent.CompletionException e) {
            server.close();
            throw new IllegalStateException("cannot listen on " + settings.host() + ":" + settings.port(), e);
        }
        return server;
    }

    /** The port it listens on. */
    public int port() {
        return servers.getFirst().actualPort();
    }

    /** Takes no new connections, lets requests under way finish within the settings' patience, then closes. */
    @Override
    public void close() {
        List<Future<Void>> stops = servers.stream()
                .map(server -> server.shutdown(settings.drain().toMillis(), TimeUnit.MILLISECONDS)).toList();
        parts.lanes().drain(settings.drain());
        Future.join(stops).toCompletionStage().toCompletableFuture().exceptionally(_ -> null).join();
        looks.forEach(parts.vertx()::cancelTimer);
    }

    private VerticleBase loop() {
        return new VerticleBase() {
            @Override
            public Future<?> start() {
                Router router = routerFor(vertx);
                QuickRunner quick = new QuickRunner(parts);
                FastPath fast = parts.frame().fastPath().get();
                OpenConnections connections = new OpenConnections(parts, open);
                looks.add(vertx.setPeriodic(LOOK_EVERY_MILLIS, _ -> connections.look()));
                HttpServer server = vertx.createHttpServer(options());
                server.connectionHandler(connections::opened);
                server.invalidRequestHandler(ApiServer::refuseMalformed);
                server.requestHandler(request -> {
                    connections.asked(request);
                    if (fast.take(request) || quick.take(request, request.path())) {
                        return;
                    }
                    if (isRoundabout(request.path())) {
                        refuseRoundabout(request);
                    } else {
                        router.handle(request);
                    }
                });
                // A negative port means: any free one, the same for all instances.
                int port = settings.port() == 0 ? -1 : settings.port();
                return server.listen(port, settings.host()).onSuccess(servers::add);
            }
        };
    }

    /**
     * Whether a path says one thing to a reverse proxy that goes by prefixes and another to us, who would resolve it:
     * empty segments, {@code .} and {@code ..}, written plainly or encoded.
     */
    private static boolean isRoundabout(@Nullable String path) {
        return path != null && ROUNDABOUT.matcher(path).find();
    }

    private void refuseRoundabout(HttpServerRequest request) {
        Reply.to(request, parts, "none")
                .send(new Problem(CommonProblem.INVALID_REQUEST, "the address has empty or dot segments"));
    }

    /** What is no HTTP, or too long to be read: 400, 414 or 431, and never kept by a cache. */
    private static void refuseMalformed(HttpServerRequest request) {
        request.response().putHeader("Cache-Control", "no-store");
        HttpServerRequest.DEFAULT_INVALID_REQUEST_HANDLER.handle(request);
    }

    private static HttpServerOptions options() {
        return new HttpServerOptions().setMaxInitialLineLength(LINE_BYTES_MAX).setMaxHeaderSize(HEADER_BYTES_MAX)
                .setIdleTimeout(IDLE_SECONDS_MAX).setIdleTimeoutUnit(TimeUnit.SECONDS).setHttp2ClearTextEnabled(false)
                .setPerMessageWebSocketCompressionSupported(false).setPerFrameWebSocketCompressionSupported(false)
                .setHandle100ContinueAutomatically(true).setTcpNoDelay(true);
    }

    private Router routerFor(Vertx vertx) {
        Router router = Router.router(vertx);
        for (Route route : parts.frame().routes()) {
            router.route(route.method(), route.routerPath())
                    .handler(routing -> new RouteRunner(parts, route, routing).run());
        }
        router.errorHandler(404, routing -> none(routing, CommonProblem.NOT_FOUND, "no such address"));
        router.errorHandler(405, this::otherMethod);
        router.errorHandler(400, routing -> none(routing, CommonProblem.INVALID_REQUEST, "the address is malformed"));
        router.errorHandler(500, this::failed);
        return router;
    }

    private void otherMethod(RoutingContext routing) {
        String allowed = parts.frame().routes().stream().filter(route -> matches(route, routing.request()))
                .map(route -> route.method().name()).distinct().sorted().collect(Collectors.joining(", "));
        routing.response().putHeader("Allow", allowed);
        none(routing, CommonProblem.METHOD_NOT_ALLOWED, "allowed: " + allowed);
    }

    private void failed(RoutingContext routing) {
        Throwable failure = routing.failure();
        Reply reply = Reply.to(routing.request(), parts, "none");
        reply.send(Failures.problemOf(failure == null ? new IllegalStateException("no cause") : failure,
                reply.requestId(), routing.request().method() + " " + routing.normalizedPath()));
    }

    private void none(RoutingContext routing, CommonProblem code, String detail) {
        Reply.to(routing.request(), parts, "none").send(new Problem(code, detail));
    }

    private static boolean matches(Route route, HttpServerRequest request) {
        return request.path() != null && request.path().matches(route.path().replaceAll("\\{[a-z_]+}", "[^/]+"));
    }
}

package centuple.e2e.landing;

import centuple.link.http.LandingScript;
import centuple.platform.json.Json;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A shop's web server: pages, the landing script, and a cart as Shopify has it, kept for one visitor at a time. */
final class ShopPages implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, String> pages = new ConcurrentHashMap<>();
    private final Map<String, String> headers = new ConcurrentHashMap<>();
    private final Map<String, String> cart = new ConcurrentHashMap<>();
    private final List<String> cartUpdates = new CopyOnWriteArrayList<>();
    private volatile boolean cartAway;

    ShopPages() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** A page with this in its head; its last script says that the page came to its end. */
    ShopPages page(String path, String head) {
        pages.put(path, "<!doctype html><meta charset=utf-8><title>shop</title>" + head
                + "<body><form action=/order><input name=mark data-centuple-field>"
                + "<input name=marks data-centuple-field=all><button type=button data-centuple-reward>Reward</button>"
                + "</form><script>window.pageDone = true</script>");
        return this;
    }

    /** A header of every page, such as a Content-Security-Policy. */
    ShopPages header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** Whether the cart answers 500. */
    void cartAway(boolean away) {
        cartAway = away;
    }

    /** The bodies that changed the cart. */
    List<String> cartUpdates() {
        return List.copyOf(cartUpdates);
    }

    Map<String, String> cart() {
        return cart;
    }

    String url(String pathAndQuery) {
        return "http://localhost:" + server.getAddress().getPort() + pathAndQuery;
    }

    private void answer(HttpExchange exchange) throws IOException {
        URI uri = exchange.getRequestURI();
        String path = (uri.getRawAuthority() == null ? "" : "//" + uri.getRawAuthority()) + uri.getPath();
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (path.endsWith("/centuple.js")) {
            send(exchange, 200, "text/javascript", LandingScript.text());
        } else if (path.endsWith("/cart.js")) {
            send(exchange, cartAway ? 500 : 200, "application/json",
                    cartAway ? "away".getBytes(StandardCharsets.UTF_8) : Json.bytes(Map.of("attributes", cart)));
        } else if (path.endsWith("/cart/update.js")) {
            cartUpdates.add(path + " " + new String(body, StandardCharsets.UTF_8));
            for (Map.Entry<String, JsonNode> entry : Json.tree(body).get("attributes").properties()) {
                cart.put(entry.getKey(), entry.getValue().stringValue());
            }
            send(exchange, 200, "application/json", "{}".getBytes(StandardCharsets.UTF_8));
        } else if (pages.containsKey(path)) {
            headers.forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
            send(exchange, 200, "text/html", pages.getOrDefault(path, "").getBytes(StandardCharsets.UTF_8));
        } else {
            send(exchange, 404, "text/plain", new byte[0]);
        }
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            if (body.length > 0) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

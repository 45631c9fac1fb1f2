package centuple.e2e;

import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Takes Standard Webhooks as the exchange will, and passes what is signed well on to its API for orders. */
final class StandIn implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpServer server;
    private final Niche niche;
    private final byte[] key;
    private final List<String> taken = new CopyOnWriteArrayList<>();

    StandIn(Niche niche, String secret) throws IOException {
        this.niche = niche;
        this.key = Base64.getDecoder().decode(secret.replaceFirst("^whsec_", ""));
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            try (exchange) {
                byte[] body = exchange.getRequestBody().readAllBytes();
                String id = exchange.getRequestHeaders().getFirst("webhook-id");
                String signed = id + "." + exchange.getRequestHeaders().getFirst("webhook-timestamp") + "."
                        + new String(body, StandardCharsets.UTF_8);
                boolean isGood = ("v1," + sign(signed))
                        .equals(exchange.getRequestHeaders().getFirst("webhook-signature"));
                exchange.sendResponseHeaders(!isGood ? 401 : take(JSON.readTree(body)) ? 204 : 503, -1);
            }
        });
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hooks/vendure/" + niche.receiver();
    }

    List<String> taken() {
        return taken;
    }

    private boolean take(JsonNode message) throws IOException {
        if (message.path("type").asString().equals("ping")) {
            return true;
        }
        try {
            boolean isTaken = niche.report(message.path("data").toString());
            if (isTaken) {
                taken.add(message.path("data").toString());
            }
            return isTaken;
        } catch (IOException exchangeIsAway) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private String sign(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

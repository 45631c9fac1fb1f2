package centuple.testkit;

import centuple.platform.json.Json;
import com.standardwebhooks.Webhook;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A shop's program that is told of events: keeps what it got and answers as the test wants. Thread-safe. */
public final class Receiver implements AutoCloseable {
    private final HttpServer server;
    private final List<Got> got = new CopyOnWriteArrayList<>();
    private final Map<String, Behaviour> behaviours = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> under = new ConcurrentHashMap<>();
    private final AtomicInteger overlaps = new AtomicInteger();

    /** Listens on a free port of this machine. */
    public Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    /** How it answers. */
    public interface Behaviour {
        /** The status, or something thrown for no answer. */
        int answer(Got message, HttpExchange exchange) throws Exception;
    }

    /** A message. */
    public record Got(String path, Map<String, List<String>> headers, String body) {
        public String id() {
            return header("webhook-id");
        }

        public String header(String name) {
            return headers.entrySet().stream().filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(header -> header.getValue().getFirst()).findFirst().orElse("");
        }

        public ObjectNode json() {
            return Json.object(body.getBytes(StandardCharsets.UTF_8));
        }

        public String type() {
            return json().get("type").stringValue();
        }

        /** Whether the secret signed it; the library also looks at the age, so the time is today's. */
        public boolean isSignedBy(String secret) throws Exception {
            String signed = new Webhook(secret).sign(id(), Long.parseLong(header("webhook-timestamp")), body);
            return List.of(header("webhook-signature").split(" ")).contains(signed);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        AtomicInteger together = under.computeIfAbsent(path, _ -> new AtomicInteger());
        if (together.incrementAndGet() > 1) {
            overlaps.incrementAndGet();
        }
        try (exchange) {
            Got message = new Got(path, Map.copyOf(exchange.getRequestHeaders()),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            got.add(message);
            int status = behaviours.getOrDefault(path, (_, _) -> 204).answer(message, exchange);
            together.decrementAndGet();
            exchange.sendResponseHeaders(status, -1);
        } catch (Exception failure) {
            together.decrementAndGet();
            throw new IOException(failure);
        }
    }

    public void behave(String path, Behaviour behaviour) {
        behaviours.put(path, behaviour);
    }

    public String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** Everything that came, in order of arrival. */
    public List<Got> got() {
        return got;
    }

    public List<Got> got(String path) {
        return got.stream().filter(message -> message.path().equals(path)).toList();
    }

    /** How often a message came to an address while another was under way there. */
    public int overlaps() {
        return overlaps.get();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

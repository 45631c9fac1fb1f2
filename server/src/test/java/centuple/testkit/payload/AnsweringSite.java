package centuple.testkit.payload;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** An API on this machine that answers as it is told, also never. Thread-safe. */
public final class AnsweringSite implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Question> asked = new CopyOnWriteArrayList<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger underWayMost = new AtomicInteger();
    private volatile Function<Question, Answer> answers;

    public AnsweringSite(Function<Question, Answer> answers) {
        this.answers = answers;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** What it was asked. */
    public record Question(String path, Map<String, String> query) {
        public int number(String name, int usual) {
            return Integer.parseInt(query.getOrDefault(name, String.valueOf(usual)));
        }
    }

    /** What it answers. */
    public record Answer(int status, String body, Map<String, String> headers) {
        /** It takes the question and never answers. */
        public static final Answer NEVER = new Answer(0, "", Map.of());

        public static Answer ok(String body) {
            return new Answer(200, body, Map.of());
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** From now on it answers so. */
    public void answer(Function<Question, Answer> now) {
        this.answers = now;
    }

    public List<Question> asked() {
        return List.copyOf(asked);
    }

    /** How many questions were open at once, at most. */
    public int underWayMost() {
        return underWayMost.get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        underWayMost.accumulateAndGet(underWay.incrementAndGet(), Math::max);
        try (exchange) {
            Question question = new Question(exchange.getRequestURI().getPath(),
                    query(exchange.getRequestURI().getRawQuery()));
            asked.add(question);
            Answer answer = answers.apply(question);
            if (answer.status() == 0) {
                closed.await();
                return;
            }
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            underWay.decrementAndGet();
        }
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new HashMap<>();
        for (String part : raw == null ? new String[0] : raw.split("&")) {
            int equals = part.indexOf('=');
            query.put(URLDecoder.decode(part.substring(0, equals), StandardCharsets.UTF_8),
                    URLDecoder.decode(part.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return query;
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}

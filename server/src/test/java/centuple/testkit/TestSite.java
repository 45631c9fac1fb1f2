package centuple.testkit;

import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A shop's site on this machine: pages by path, 404 for the others. Thread-safe. */
public final class TestSite implements AutoCloseable {
    private final Map<String, Page> pages = new ConcurrentHashMap<>();
    private final HttpServer server;

    public TestSite() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            Page page = pages.getOrDefault(exchange.getRequestURI().getPath(), Page.NONE);
            page.headers.forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(page.status, page.body.length);
            exchange.getResponseBody().write(page.body);
            exchange.close();
        });
        server.start();
    }

    /** Its host with its port, as it is claimed. */
    public String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    public void put(String path, String page) {
        put(path, page.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    /** A page of any bytes. */
    public void put(String path, byte[] body, Map<String, String> headers) {
        pages.put(path, new Page(200, body, headers));
    }

    public void remove(String path) {
        pages.remove(path);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private record Page(int status, byte[] body, Map<String, String> headers) {
        static final Page NONE = new Page(404, "nothing here".getBytes(StandardCharsets.UTF_8), Map.of());
    }
}

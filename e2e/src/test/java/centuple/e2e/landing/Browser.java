package centuple.e2e.landing;

import static org.awaitility.Awaitility.await;

import centuple.platform.file.Folders;
import centuple.platform.json.Json;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** A headless Chromium, spoken to by its DevTools protocol over a web socket. Thread-safe. */
final class Browser implements AutoCloseable {
    private static final int ANSWER_SECONDS_MAX = 30;
    private static final int END_SECONDS_MAX = 10;
    private static final Duration START_MAX = Duration.ofSeconds(60);

    private final Process process;
    private final Path profile;
    private final HttpClient client = HttpClient.newHttpClient();
    private final WebSocket socket;
    private final AtomicInteger lastId = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
    private final Map<String, Tab> tabs = new ConcurrentHashMap<>();

    private Browser(Process process, Path profile, String address) {
        this.process = process;
        this.profile = profile;
        this.socket = client.newWebSocketBuilder().buildAsync(URI.create(address), new Ear()).join();
    }

    /** Starts one, or skips the test where none is installed; with CI=true that is a failure. */
    static Browser start() throws IOException {
        Optional<Path> program = installed();
        if (program.isEmpty() && "true".equals(System.getenv("CI"))) {
            throw new IllegalStateException("no chromium here, and CI=true: install the package chromium");
        }
        Assumptions.assumeTrue(program.isPresent(), "no chromium here: install the package chromium");
        Path profile = Files.createTempDirectory("centuple-browser");
        Path log = profile.resolve("chromium.log");
        Process process = new ProcessBuilder(program.orElseThrow().toString(), "--headless=new", "--no-sandbox",
                "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking", "--no-first-run",
                "--remote-debugging-port=0", "--user-data-dir=" + profile, "about:blank")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(log.toFile()).start();
        Path listening = profile.resolve("DevToolsActivePort");
        await("chromium listens; it said: " + log).atMost(START_MAX).until(() -> Files.isReadable(listening)
                && Files.readAllLines(listening).size() == 2);
        List<String> portAndPath = Files.readAllLines(listening);
        return new Browser(process, profile, "ws://127.0.0.1:" + portAndPath.getFirst() + portAndPath.getLast());
    }

    private static Optional<Path> installed() {
        String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> Stream.of(path.split(java.io.File.pathSeparator)).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable).findFirst();
    }

    /** A new visitor: a tab that shares no cookie with any other. */
    Tab visitor() {
        return tabOf(call("", "Target.createBrowserContext", Map.of()).get("browserContextId").stringValue());
    }

    /** Another tab of the same visitor. */
    Tab tabOf(String visitor) {
        String target = call("", "Target.createTarget", Map.of("url", "about:blank", "browserContextId", visitor))
                .get("targetId").stringValue();
        String session = call("", "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .get("sessionId").stringValue();
        Tab tab = new Tab(this, session, visitor);
        tabs.put(session, tab);
        tab.call("Page.enable", Map.of());
        tab.call("Runtime.enable", Map.of());
        return tab;
    }

    JsonNode call(String session, String method, Map<String, ?> parameters) {
        int id = lastId.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        Map<String, Object> message = new ConcurrentHashMap<>(
                Map.of("id", id, "method", method, "params", parameters));
        if (!session.isEmpty()) {
            message.put("sessionId", session);
        }
        synchronized (socket) {
            socket.sendText(Json.string(message), true).join();
        }
        return answer.orTimeout(ANSWER_SECONDS_MAX, TimeUnit.SECONDS).join();
    }

    private void heard(JsonNode message) {
        if (message.has("id")) {
            CompletableFuture<JsonNode> answer = waiting.remove(message.get("id").intValue());
            if (answer == null) {
                return;
            }
            if (message.has("error")) {
                answer.completeExceptionally(new IllegalStateException(message.get("error").toString()));
            } else {
                answer.complete(message.get("result"));
            }
        } else if (message.has("sessionId")) {
            Tab tab = tabs.get(message.get("sessionId").stringValue());
            if (tab != null) {
                tab.heard(message.get("method").stringValue(), message.get("params"));
            }
        }
    }

    @Override
    public void close() {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        socket.abort();
        client.shutdownNow();
        process.destroy();
        for (ProcessHandle one : all) {
            one.onExit().completeOnTimeout(one, END_SECONDS_MAX, TimeUnit.SECONDS).join();
            one.destroyForcibly();
        }
        // The last of its processes may still write while it is ended.
        await("the browser's folder is deleted").atMost(START_MAX).ignoreExceptions().until(() -> {
            Folders.deleteRecursively(profile);
            return true;
        });
    }

    /** Puts messages together. */
    private final class Ear implements WebSocket.Listener {
        private final StringBuilder begun = new StringBuilder();

        @Override
        public @org.jspecify.annotations.Nullable CompletionStage<?> onText(
                WebSocket from, CharSequence part, boolean last) {
            begun.append(part);
            if (last) {
                JsonNode message = Json.tree(begun.toString().getBytes(StandardCharsets.UTF_8));
                begun.setLength(0);
                heard(message);
            }
            from.request(1);
            return null;
        }
    }
}

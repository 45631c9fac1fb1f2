package centuple.simulation.cli;

import centuple.platform.cli.Refusal;
import centuple.platform.json.Json;
import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** The API of an exchange as its clients see it. Thread-safe. */
public final class ExchangeApi implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER).build();
    private final URI url;

    public ExchangeApi(URI url) {
        this.url = url;
    }

    /**
     * Posts JSON and returns the answer.
     *
     * @throws Refusal with the problem's words when it is refused
     */
    public JsonNode post(String path, String key, Object body) {
        HttpResponse<byte[]> answer = send(request(path).header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json").POST(BodyPublishers.ofByteArray(Json.bytes(body))).build());
        if (answer.statusCode() / 100 != 2) {
            throw new Refusal("POST " + path + " was answered " + answer.statusCode() + ": "
                    + new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8));
        }
        return answer.body().length == 0
                ? Json.object("{}".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                : Json.tree(answer.body());
    }

    /**
     * Follows a link as a browser would, up to where it leads; empty when it does not lead on.
     *
     * @param address of the visitor, as a proxy before the exchange would tell it
     */
    public Optional<String> follow(String path, String userAgent, String address) {
        HttpResponse<byte[]> answer = send(request(path).header("User-Agent", userAgent)
                .header("X-Forwarded-For", address).GET().build());
        return answer.statusCode() == 302 ? answer.headers().firstValue("Location") : Optional.empty();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(url.resolve(path)).timeout(TIMEOUT);
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new Refusal("the exchange at " + url + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal("interrupted", e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}

package centuple.simulation.cli;

import centuple.platform.cli.Refusal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** Plays events with their own time into a running exchange that is not live. */
@Command(name = "replay", description = "Plays events with their own time (ndjson) into a running exchange that is not"
        + " live.", mixinStandardHelpOptions = true)
public final class ReplayCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "one event on each line, in the order of their times")
    private Path file = Path.of("");

    @Option(names = "--url", paramLabel = "URL", defaultValue = "http://127.0.0.1:8080",
            description = "where the exchange listens (${DEFAULT-VALUE})")
    private URI url = URI.create("http://127.0.0.1:8080");

    @Override
    public Integer call() throws IOException, InterruptedException {
        String key = System.getenv("CENTUPLE_KEY");
        if (key == null || key.isBlank()) {
            throw new Refusal("give an operator key with the scope replay in the environment variable CENTUPLE_KEY");
        }
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(url.resolve("/v1/replay"))
                    .header("Authorization", "Bearer " + key).header("Content-Type", "application/x-ndjson")
                    .POST(HttpRequest.BodyPublishers.ofFile(file)).build();
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            System.out.println(answer.body());
            return answer.statusCode() == 200 ? 0 : 1;
        }
    }
}

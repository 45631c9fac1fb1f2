package centuple.e2e;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Two partners on a running server, set up by API: Anne gives visitors to Bela, who pays 5 percent. Thread-safe. */
final class Niche {
    /** A person's browser: declared bots get no token. */
    private static final String BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";
    private static final String SCOPES = "[\"orders:write\",\"orders:read\",\"links:write\",\"partners:write\","
            + "\"ledger:read\"]";

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2)).build();
    private final int port;
    private final String operator;
    private final String anne;
    private final String bela;
    private final String belaShop;

    private Niche(int port, String operator) throws IOException, InterruptedException {
        this.port = port;
        this.operator = operator;
        String anneShop = shop("Anne");
        this.belaShop = shop("Bela");
        this.anne = key(anneShop);
        this.bela = key(belaShop);
        prove(anne, "anne.example");
        prove(bela, "bela.example");
        String partnership = text(post(bela, "/v1/partnerships", "{\"shop\":\"" + anneShop
                + "\",\"i_offer\":{\"currency\":\"EUR\",\"rules\":[{\"percent_bps\":500}]}}"), "id");
        post(anne, "/v1/partnerships/" + partnership + "/accept", "");
        post(anne, "/v1/links", "{\"receiver\":\"" + belaShop
                + "\",\"target\":\"https://bela.example/boots\",\"code\":\"boots\"}");
    }

    /** Sets the two shops up. */
    static Niche on(ServerProcess server) throws IOException, InterruptedException {
        return new Niche(server.port(), server.operatorKey());
    }

    /** Follows the link; the token in the answered address. */
    String visit() throws IOException, InterruptedException {
        HttpResponse<String> answer = http
                .send(HttpRequest.newBuilder(address("/r/boots")).header("User-Agent", BROWSER)
                        .timeout(Duration.ofSeconds(5)).build(), HttpResponse.BodyHandlers.ofString());
        String location = answer.headers().firstValue("Location").orElse("");
        Matcher token = Pattern.compile("[?&]ctp=([A-Za-z0-9_-]+)").matcher(location);
        if (answer.statusCode() != 302 || !token.find()) {
            throw new IOException("redirect answered " + answer.statusCode() + " " + location);
        }
        return Objects.requireNonNull(token.group(1));
    }

    /** Reports a paid order of 100.00 EUR; whether it was acknowledged. */
    boolean order(String reference, String token) throws IOException, InterruptedException {
        String body = """
                {"reference":"%s","status":"paid","currency":"EUR","placed_at":"%s","token":"%s",
                 "lines":[{"reference":"1","quantity":1,"amount_minor":10000}]}"""
                .formatted(reference, java.time.Instant.now(), token);
        return send("POST", bela, "/v1/orders", body).statusCode() == 200;
    }

    /** Ties Bela's shop to a platform; the secret for its messages, which is shown once. */
    String connect(String platform) throws IOException, InterruptedException {
        return text(good(send("PUT", bela, "/v1/connections/" + platform, "{}")), "secret");
    }

    /** Where Bela's messages from a platform are sent. */
    String hook(String platform) {
        return address("/hooks/" + platform + "/" + belaShop).toString();
    }

    /** What Anne has of Bela's order of that reference now, in minor units; nothing before a commission is booked. */
    OptionalLong commissionMinor(String reference) throws IOException, InterruptedException {
        Set<String> orders = new HashSet<>();
        list(bela, "/v1/orders").filter(order -> text(order, "reference").equals(reference))
                .forEach(order -> orders.add(text(order, "id")));
        List<JsonNode> commissions = list(anne, "/v1/commissions")
                .filter(commission -> orders.contains(text(commission, "order_id"))).toList();
        if (commissions.size() > 1) {
            throw new IllegalStateException("one order, more than one commission: " + commissions);
        }
        return commissions.stream().mapToLong(one -> one.path("amounts").path("net_minor").asLong()).findFirst();
    }

    private Stream<JsonNode> list(String key, String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(HttpRequest.newBuilder(address(path))
                .header("Authorization", "Bearer " + key).timeout(Duration.ofSeconds(30)).build(),
                HttpResponse.BodyHandlers.ofString());
        return JSON.readTree(good(answer)).path("data").valueStream();
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }

    private String shop(String name) throws IOException, InterruptedException {
        return text(post(operator, "/v1/shops", "{\"name\":\"" + name + "\",\"currency\":\"EUR\"}"), "id");
    }

    private String key(String shop) throws IOException, InterruptedException {
        String body = "{\"shop\":\"" + shop + "\",\"name\":\"e2e\",\"scopes\":" + SCOPES + "}";
        return text(post(operator, "/v1/keys", body), "secret");
    }

    private void prove(String key, String host) throws IOException, InterruptedException {
        String id = text(post(key, "/v1/domains", "{\"host\":\"" + host + "\"}"), "id");
        post(operator, "/v1/domains/" + id + "/confirm", "{\"name\":\"Odile\",\"reason\":\"test\"}");
    }

    private String post(String key, String path, String body) throws IOException, InterruptedException {
        return good(send("POST", key, path, body));
    }

    private HttpResponse<String> send(String method, String key, String path, String body)
            throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(address(path)).header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json").timeout(Duration.ofSeconds(30))
                .method(method, HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String good(HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() >= 300) {
            throw new IOException(answer.uri() + " answered " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static String text(String json, String field) {
        Matcher value = Pattern.compile("\"" + field + "\"\\s*:\\s*\"([^\"]*)\"").matcher(json);
        if (!value.find()) {
            throw new IllegalStateException("no " + field + " in " + json);
        }
        return Objects.requireNonNull(value.group(1));
    }
}

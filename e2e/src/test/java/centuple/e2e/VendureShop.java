package centuple.e2e;

import static org.awaitility.Awaitility.await;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A real Vendure with our plugin as a child process: sells boots at 49.99 EUR without tax. Not thread-safe. */
final class VendureShop implements AutoCloseable {
    private static final Duration START_MAX = Duration.ofSeconds(120);
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5)).build();
    private final Path program;
    private final Path folder;
    private final String url;
    private final String secret;
    private final int port;
    private int starts;
    private Process process;

    private VendureShop(Path program, Path folder, String url, String secret) throws IOException {
        this.program = program;
        this.folder = Files.createDirectories(folder);
        this.url = url;
        this.secret = secret;
        try (ServerSocket socket = new ServerSocket(0)) {
            this.port = socket.getLocalPort();
        }
        this.process = launch();
    }

    /** Opens a new shop that reports to this address, and waits until it serves. */
    static VendureShop open(Path folder, String url, String secret) throws IOException, InterruptedException {
        VendureShop shop = new VendureShop(NodeTools.vendure(), folder, url, secret);
        shop.awaitOpen();
        return shop;
    }

    /** Ends it and opens it again on the same database. */
    void reopen() throws IOException, InterruptedException {
        close();
        process = launch();
        awaitOpen();
    }

    /** What all its starts have said. */
    String log() throws IOException {
        StringBuilder all = new StringBuilder();
        for (int start = 1; start <= starts; start++) {
            all.append(Files.readString(log(start)));
        }
        return all.toString();
    }

    /** A customer's way through the shop; the code of the paid order. */
    String sellTwoPairs(String token) throws IOException, InterruptedException {
        Visit visit = new Visit("shop-api");
        visit.ask("mutation { it: addItemToOrder(productVariantId: 1, quantity: 2) { __typename } }");
        visit.ask("mutation { it: setOrderCustomFields(input: {customFields: {centupleToken: \"" + token
                + "\"}}) { __typename } }");
        visit.ask("mutation { it: setCustomerForOrder(input: {firstName: \"Jeanne\", lastName: \"Petit\", "
                + "emailAddress: \"jeanne@customer.example\"}) { __typename } }");
        visit.ask("mutation { it: setOrderShippingAddress(input: {fullName: \"Jeanne Petit\", "
                + "streetLine1: \"Quai du Port\", countryCode: \"FR\"}) { __typename } }");
        visit.ask("mutation { it: setOrderShippingMethod(shippingMethodId: [1]) { __typename } }");
        visit.ask("mutation { it: transitionOrderToState(state: \"ArrangingPayment\") { __typename } }");
        JsonNode order = visit.ask("mutation { it: addPaymentToOrder(input: {method: \"card\", metadata: {}}) "
                + "{ __typename ... on Order { code state } } }");
        if (!order.path("state").asString("").equals("PaymentSettled")) {
            throw new IOException("not paid: " + order);
        }
        return order.path("code").asString();
    }

    /** One of the two pairs is given back and the money returned. */
    void refundOnePair(String code) throws IOException, InterruptedException {
        Visit admin = new Visit("admin-api");
        admin.ask("mutation { it: login(username: \"superadmin\", password: \"superadmin\") { __typename } }");
        JsonNode order = admin.ask("{ it: orders(options: {filter: {code: {eq: \"" + code + "\"}}}) { __typename "
                + "items { payments { id } lines { id proratedUnitPriceWithTax } } } }").path("items").path(0);
        JsonNode line = order.path("lines").path(0);
        JsonNode refund = admin.ask("mutation { it: refundOrder(input: {lines: [{orderLineId: "
                + line.path("id").asString() + ", quantity: 1}], amount: "
                + line.path("proratedUnitPriceWithTax").asInt()
                + ", shipping: 0, adjustment: 0, paymentId: " + order.path("payments").path(0).path("id").asString()
                + ", reason: \"too small\"}) { __typename ... on Refund { id } } }");
        JsonNode settled = admin.ask("mutation { it: settleRefund(input: {id: " + refund.path("id").asString()
                + ", transactionId: \"t-" + code + "\"}) { __typename ... on Refund { state } } }");
        if (!settled.path("state").asString("").equals("Settled")) {
            throw new IOException("not refunded: " + settled);
        }
    }

    /** One session with one of its two APIs. */
    private final class Visit {
        private final String api;
        private String session = "";

        Visit(String api) {
            this.api = api;
        }

        /** Asks for one thing under the alias `it`. */
        JsonNode ask(String query) throws IOException, InterruptedException {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/" + api))
                    .header("Content-Type", "application/json").timeout(Duration.ofSeconds(30))
                    .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(Map.of("query", query))));
            if (!session.isEmpty()) {
                request.header("Authorization", "Bearer " + session);
            }
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            session = answer.headers().firstValue("vendure-auth-token").orElse(session);
            JsonNode it = JSON.readTree(answer.body()).path("data").path("it");
            String type = it.path("__typename").asString("Error");
            if (type.endsWith("Error") || type.equals("InvalidCredentials")) {
                throw new IOException(query + " answered " + answer.body());
            }
            return it;
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private Process launch() throws IOException {
        starts++;
        String settings = JSON.writeValueAsString(Map.of("port", port, "folder", folder.toString(), "url", url));
        ProcessBuilder builder = new ProcessBuilder(List.of("node", program.resolve("shop.js").toString(), settings));
        builder.environment().put("CENTUPLE_SECRET", secret);
        builder.environment().put("VENDURE_DISABLE_TELEMETRY", "true");
        return builder.directory(program.toFile()).redirectErrorStream(true).redirectOutput(log(starts).toFile())
                .start();
    }

    private void awaitOpen() {
        await().atMost(START_MAX).pollInterval(Duration.ofMillis(100)).until(() -> {
            String said = Files.readString(log(starts));
            if (!process.isAlive()) {
                throw new IllegalStateException("Vendure ended with " + process.exitValue() + ":\n" + said);
            }
            return said.contains("the shop is open");
        });
    }

    private Path log(int start) {
        return folder.resolve("shop-" + start + ".log");
    }
}

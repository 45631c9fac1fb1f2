package centuple.bench.orders;

import centuple.click.ClickId;
import centuple.click.ClickToken;
import centuple.click.Hops;
import centuple.click.Keyring;
import centuple.click.TokenCodec;
import centuple.click.file.KeyFile;
import centuple.connect.Signature;
import centuple.shop.ShopId;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Four shops that sell and four that give, all partners at 5 percent, set up by API; and their orders, each with a
 * click of its own, signed with the server's keys as its redirect does it. Not thread-safe.
 */
final class Niche {
    private static final int SELLERS = 4;
    private static final int GIVERS = 4;
    private static final int TERMS_VERSION = 1;
    private static final long SEED = 100;
    /** What platforms write around an order and nobody here needs: some 4 kB. */
    private static final String UNWANTED = "[" + "{\"name\":\"A. Buyer\",\"address\":{\"street\":\"1 Some Road\"}},"
            .repeat(70) + "{}]";

    private final Server server;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Shop> sellers = new ArrayList<>();
    private final List<Shop> givers = new ArrayList<>();
    /** Of the sellers' connections, once they are connected. */
    private final List<byte[]> secrets = new ArrayList<>();
    private final Random random = new Random(SEED);
    private final Keyring keys;
    private int orders;

    private record Shop(ShopId id, String key) {
    }

    Niche(Server server) throws IOException, InterruptedException {
        this.server = server;
        this.keys = new KeyFile(server.data().resolve("keys")).loadOrCreate(Instant.now(), new SecureRandom())
                .keyring();
        for (int i = 0; i < SELLERS; i++) {
            sellers.add(shop("seller" + i));
        }
        for (int i = 0; i < GIVERS; i++) {
            givers.add(shop("giver" + i));
        }
        for (Shop seller : sellers) {
            for (Shop giver : givers) {
                String partnership = text(post(seller.key, "/v1/partnerships", "{\"shop\":\"" + giver.id
                        + "\",\"i_offer\":{\"currency\":\"EUR\",\"rules\":[{\"percent_bps\":500}]}}"), "id");
                post(giver.key, "/v1/partnerships/" + partnership + "/accept", "");
            }
        }
    }

    private Shop shop(String name) throws IOException, InterruptedException {
        String id = text(post(server.operatorKey(), "/v1/shops", "{\"name\":\"" + name + "\",\"currency\":\"EUR\"}"),
                "id");
        String key = text(post(server.operatorKey(), "/v1/keys", "{\"shop\":\"" + id
                + "\",\"name\":\"bench\",\"scopes\":[\"orders:write\",\"partners:write\"]}"), "secret");
        String domain = text(post(key, "/v1/domains", "{\"host\":\"" + name + ".example\"}"), "id");
        post(server.operatorKey(), "/v1/domains/" + domain + "/confirm",
                "{\"name\":\"bench\",\"reason\":\"measuring\"}");
        return new Shop(ShopId.parse(id).orElseThrow(), key);
    }

    /** Requests of one order each, the sellers in turn. */
    List<byte[]> single(int count) {
        List<byte[]> requests = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Shop seller = sellers.get(i % SELLERS);
            requests.add(request(seller, "application/json", order(seller)));
        }
        return requests;
    }

    /** Requests of so many orders each, the sellers in turn. */
    List<byte[]> batches(int count, int lines) {
        List<byte[]> requests = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Shop seller = sellers.get(i % SELLERS);
            StringBuilder body = new StringBuilder();
            for (int line = 0; line < lines; line++) {
                body.append(order(seller)).append('\n');
            }
            requests.add(request(seller, "application/x-ndjson", body.toString()));
        }
        return requests;
    }

    /** Connects the sellers, and returns messages of their platform, each with one order, as Standard Webhooks. */
    List<byte[]> messages(int count) throws IOException, InterruptedException {
        for (Shop seller : secrets.isEmpty() ? sellers : List.<Shop>of()) {
            String made = text(send("PUT", seller.key, "/v1/connections/standard", "{}"), "secret");
            secrets.add(Base64.getDecoder().decode(made.substring("whsec_".length())));
        }
        List<byte[]> requests = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Shop seller = sellers.get(i % SELLERS);
            requests.add(message(seller, secrets.get(i % SELLERS), "msg-" + orders));
        }
        return requests;
    }

    private byte[] message(Shop seller, byte[] secret, String id) {
        Instant now = Instant.now();
        byte[] body = ("{\"type\":\"order.fact\",\"timestamp\":\"" + now + "\",\"customer\":" + UNWANTED + ",\"data\":"
                + order(seller) + "}").getBytes(StandardCharsets.UTF_8);
        byte[] signed = Signature.hmac(secret, Signature.utf8(id + "." + now.getEpochSecond() + "."), body);
        String head = "POST /hooks/standard/" + seller.id + " HTTP/1.1\r\nHost: 127.0.0.1:" + server.port()
                + "\r\nContent-Type: application/json\r\nwebhook-id: " + id + "\r\nwebhook-timestamp: "
                + now.getEpochSecond() + "\r\nwebhook-signature: v1," + Base64.getEncoder().encodeToString(signed)
                + "\r\nContent-Length: " + body.length + "\r\n\r\n";
        return joined(head, body);
    }

    /** A paid order, every third one of two lines, and an amount of its own. */
    private String order(Shop seller) {
        int number = orders++;
        Instant now = Instant.now();
        ClickToken token = new ClickToken(keys.currentKeyId(), givers.get(number / SELLERS % GIVERS).id.value(),
                seller.id.value(), TERMS_VERSION, now.getEpochSecond() / 60 - random.nextInt(10_000),
                new ClickId(random.nextLong(), random.nextInt()), Hops.NONE);
        String text = TokenCodec.sign(token, keys.signingKey(token.giver(), token.receiver()));
        String more = number % 3 == 0
                ? ",{\"reference\":\"2\",\"quantity\":2,\"amount_minor\":" + (1_000 + random.nextInt(9_000)) + "}"
                : "";
        return String.format(Locale.ROOT,
                "{\"reference\":\"R-%08d\",\"status\":\"paid\",\"currency\":\"EUR\",\"placed_at\":\"%s\","
                        + "\"token\":\"%s\",\"lines\":[{\"reference\":\"1\",\"quantity\":1,\"amount_minor\":%d}%s]}",
                number, now, text, 1_000 + random.nextInt(19_000), more);
    }

    private byte[] request(Shop seller, String type, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head = "POST /v1/orders HTTP/1.1\r\nHost: 127.0.0.1:" + server.port() + "\r\nAuthorization: Bearer "
                + seller.key + "\r\nContent-Type: " + type + "\r\nContent-Length: " + bytes.length + "\r\n\r\n";
        return joined(head, bytes);
    }

    private static byte[] joined(String head, byte[] body) {
        byte[] headBytes = head.getBytes(StandardCharsets.US_ASCII);
        byte[] request = Arrays.copyOf(headBytes, headBytes.length + body.length);
        System.arraycopy(body, 0, request, headBytes.length, body.length);
        return request;
    }

    private String post(String key, String path, String body) throws IOException, InterruptedException {
        return send("POST", key, path, body);
    }

    private String send(String method, String key, String path, String body)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .header("Authorization", "Bearer " + key).header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException(path + " answered " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private static String text(String json, String field) throws IOException {
        Matcher value = Pattern.compile("\"" + field + "\"\\s*:\\s*\"([^\"]*)\"").matcher(json);
        if (!value.find()) {
            throw new IOException("no " + field + " in " + json);
        }
        return Objects.requireNonNull(value.group(1));
    }
}

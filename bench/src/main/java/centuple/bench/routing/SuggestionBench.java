package centuple.bench.routing;

import centuple.bench.machine.Machine;
import centuple.bench.orders.Server;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code launcher [per second] [seconds]}: the suggestion endpoint of the packaged server at a fixed rate, sender,
 * server and PostgreSQL sharing the machine. 15 partners at 10 percent, 20,000 products in each feed. Exit code 0 when
 * p99 is at most 5 ms and nothing was refused, else 1.
 */
public final class SuggestionBench {
    private static final int PARTNERS = 15;
    private static final int PRODUCTS = 20_000;
    /** Fewer than a shop may be shown of a partner in a day. */
    private static final int PRODUCTS_ASKED = 900;
    private static final double GOAL_MILLIS = 5;
    private static final String ORIGIN = "https://shop0.example";
    private static final int READY_SECONDS_MAX = 90;

    private final Server server;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private SuggestionBench(Server server) {
        this.server = server;
    }

    /** Runs it. */
    public static void main(String[] args) throws Exception {
        int perSecond = args.length > 1 ? Integer.parseInt(args[1]) : 2_000;
        int seconds = args.length > 2 ? Integer.parseInt(args[2]) : 20;
        Path folder = Files.createTempDirectory("centuple-bench-");
        boolean met;
        try (Server server = Server.start(Path.of(args[0]), folder, "--trusted-proxies", "127.0.0.0/8")) {
            met = new SuggestionBench(server).run(perSecond, seconds);
        } finally {
            Machine.deleteRecursively(folder);
        }
        System.exit(met ? 0 : 1);
    }

    private boolean run(int perSecond, int seconds) throws Exception {
        List<byte[]> requests = requests(niche());
        await(requests.getFirst());
        OpenLoop.send(server.port(), requests, Math.max(1, perSecond / 4), 10);
        OpenLoop.send(server.port(), requests, perSecond, 10);
        long cpu = server.serverMicros();
        long database = server.databaseMicros();
        long decided = server.number("select count(*) from decision");
        long collections = -collections();
        OpenLoop.Answers answers = OpenLoop.send(server.port(), requests, perSecond, seconds);
        collections += collections();
        cpu = server.serverMicros() - cpu;
        database = server.databaseMicros() - database;
        TimeUnit.SECONDS.sleep(2);
        double[] millis = answers.millis();
        Arrays.sort(millis);
        System.out.println(Machine.words());
        System.out.printf("%,d requests at %,d a second, %d partners x %,d products, sender on the same machine%n",
                millis.length, perSecond, PARTNERS, PRODUCTS);
        System.out.printf("median %.2f ms, p99 %.2f ms, p99.9 %.2f ms, most %.2f ms; %d bytes an answer%n",
                at(millis, 0.5), at(millis, 0.99), at(millis, 0.999), millis[millis.length - 1],
                answers.bytes() / millis.length);
        double[] late = answers.lateMillis();
        Arrays.sort(late);
        System.out.printf("of that the sender's own lateness, which is not taken off: median %.2f ms, p99 %.2f ms,"
                + " most %.2f ms; it collected garbage %d times%n", at(late, 0.5), at(late, 0.99),
                late[late.length - 1], collections);
        System.out.printf("server %.0f us of CPU for each, PostgreSQL %.0f us; %,d decisions logged%n",
                (double) cpu / millis.length, (double) database / millis.length,
                server.number("select count(*) from decision") - decided);
        boolean met = at(millis, 0.99) <= GOAL_MILLIS && answers.refused() == 0;
        System.out.printf("refused %d; goal: p99 at most %.0f ms, none refused: %s%n", answers.refused(), GOAL_MILLIS,
                met ? "met" : "missed");
        return met;
    }

    private static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount).sum();
    }

    private static double at(double[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1, Math.round(share * sorted.length))];
    }

    /** Shops and terms by the API, products straight into the catalogue; returns the publishable key. */
    private String niche() throws IOException, InterruptedException, SQLException {
        String giver = "";
        String giverKey = "";
        for (int i = 0; i <= PARTNERS; i++) {
            String shop = text(post(server.operatorKey(), "/v1/shops", "{\"name\":\"Shop " + i
                    + "\",\"currency\":\"EUR\"}"), "id");
            String key = text(post(server.operatorKey(), "/v1/keys", "{\"shop\":\"" + shop
                    + "\",\"name\":\"bench\",\"scopes\":[\"partners:write\"]}"), "secret");
            String domain = text(post(key, "/v1/domains", "{\"host\":\"shop" + i + ".example\"}"), "id");
            post(server.operatorKey(), "/v1/domains/" + domain + "/confirm",
                    "{\"name\":\"bench\",\"reason\":\"measuring\"}");
            if (i == 0) {
                giver = shop;
                giverKey = key;
            } else {
                String partnership = text(post(key, "/v1/partnerships", "{\"shop\":\"" + giver
                        + "\",\"i_offer\":{\"currency\":\"EUR\",\"rules\":[{\"percent_bps\":1000}]}}"), "id");
                post(giverKey, "/v1/partnerships/" + partnership + "/accept", "");
            }
        }
        server.execute("insert into feed (shop_id, kind, url, delivers_to, every_minutes, separator, encoding,"
                + " columns, revision, next_at, failures, problem, products, etag, last_modified)"
                + " select id, 'GOOGLE_TSV', 'https://nowhere.example/', 'BEFR', 1440, ',', '', '{}', 1,"
                + " now() + interval '1 year', 0, '', " + PRODUCTS + ", '', '' from shop");
        server.execute("insert into product select shop.id, 'p' || n, 4000000000000 + n, '', '', '', 'c' || n % 200,"
                + " '', 'Product ' || n, 'https://' || host || '/p/' || n, host <> 'shop0.example', 'BEFR'"
                + " from shop join domain on domain.shop_id = shop.id, generate_series(0, " + (PRODUCTS - 1) + ") n");
        server.execute("insert into catalogue_version (version) values (1)"
                + " on conflict (singleton) do update set version = catalogue_version.version + 1");
        return text(post(giverKey, "/v1/publishable-keys", "{\"name\":\"bench\",\"origins\":[\"" + ORIGIN + "\"]}"),
                "key");
    }

    private List<byte[]> requests(String key) {
        List<byte[]> requests = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            requests.add(("GET /v1/suggestions?reason=out_of_stock&country=FR&key=" + key + "&product=p"
                    + i * 7 % PRODUCTS_ASKED + " HTTP/1.1\r\nHost: 127.0.0.1:" + server.port() + "\r\nOrigin: " + ORIGIN
                    + "\r\nX-Forwarded-For: 203." + i % 200 + "." + i % 251 + ".9\r\n"
                    + "Accept-Language: fr-FR,fr;q=0.9,en;q=0.8\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        }
        return requests;
    }

    /** Until the index has the products and the table the partners. */
    private void await(byte[] request) throws IOException, InterruptedException {
        String path = new String(request, StandardCharsets.US_ASCII).split(" ", 3)[1];
        for (int second = 0; second < READY_SECONDS_MAX; second++) {
            String said = http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                    .header("Origin", ORIGIN).build(), HttpResponse.BodyHandlers.ofString()).body();
            if (said.split("\"link\"", -1).length == 4) {
                return;
            }
            TimeUnit.SECONDS.sleep(1);
        }
        throw new IOException("no three partners within " + READY_SECONDS_MAX + " s");
    }

    private String post(String key, String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .header("Authorization", "Bearer " + key).header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)).build(),
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

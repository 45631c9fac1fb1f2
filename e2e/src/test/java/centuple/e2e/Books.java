package centuple.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an export says: click ids, order references, transfers of commissions, balances. */
record Books(List<String> clicks, List<String> orders, List<String> commissions, long sumMinor) {
    private static final Pattern CLICK = Pattern.compile("\"id\":\"\\\\+x([0-9a-f]{24})\"");
    private static final Pattern REFERENCE = Pattern.compile("\"reference\":\"([^\"]+)\"");
    private static final Pattern CAUSE = Pattern.compile("\"cause_id\":\"([^\"]+)\"");
    private static final Pattern AMOUNT = Pattern.compile("\"amount_minor\":(-?\\d+)");

    /** Exports while the server runs, and reads it. */
    static Books of(ServerProcess server, Path folder) throws IOException, InterruptedException {
        Path file = folder.resolve("books.ndjson");
        server.run(file, "export", "--format", "ndjson");
        List<String> clicks = new ArrayList<>();
        List<String> orders = new ArrayList<>();
        List<String> commissions = new ArrayList<>();
        long sumMinor = 0;
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith("{\"table\":\"click")) {
                find(CLICK, line, clicks);
            } else if (line.startsWith("{\"table\":\"shop_order\"")) {
                find(REFERENCE, line, orders);
            } else if (line.startsWith("{\"table\":\"transfer\"") && line.contains("\"from_stage\":\"ACCRUED\"")) {
                find(CAUSE, line, commissions);
            } else if (line.startsWith("{\"table\":\"balance\"")) {
                List<String> amount = new ArrayList<>();
                find(AMOUNT, line, amount);
                sumMinor += Long.parseLong(amount.getFirst());
            }
        }
        return new Books(clicks, orders, commissions, sumMinor);
    }

    private static void find(Pattern pattern, String line, List<String> found) {
        Matcher matcher = pattern.matcher(line);
        if (matcher.find()) {
            found.add(Objects.requireNonNull(matcher.group(1)));
        }
    }
}

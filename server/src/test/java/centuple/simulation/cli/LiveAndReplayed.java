package centuple.simulation.cli;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.platform.sql.Sql;
import centuple.simulation.NicheEvent;
import centuple.simulation.NicheSettings;
import centuple.simulation.Policy;
import centuple.simulation.job.NicheReplay;
import centuple.simulation.job.ReplayLines;
import centuple.simulation.report.DemoReport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.List;

/**
 * The demo's live part on one exchange, and what was sent there replayed into another one that was empty.
 *
 * @param told what the live run tells of itself
 * @param live what stands in the books of the first, without ids and times
 * @param replayed likewise of the second
 */
public record LiveAndReplayed(DemoReport.Live told, Books live, Books replayed) {
    private static final String TRANSFERS = """
            select concat_ws(' ', debtor.name, 'owes', creditor.name, t.amount_minor, t.currency, from_stage, to_stage,
                cause, 'order', seller.name, reference, 'line', line, 'terms', terms_version, proof) as text
            from transfer t join shop debtor on debtor.id = t.debtor join shop creditor on creditor.id = t.creditor
            left join (shop_order o join shop seller on seller.id = o.receiver) on o.id = cause_id""";

    private static final String VISITS = """
            select concat_ws(' ', giver.name, 'to', receiver.name, class, sum(visits)) as text
            from visits_daily join shop giver on giver.id = giver join shop receiver on receiver.id = receiver
            group by giver.name, receiver.name, class""";

    /** Transfers and visits, one text each, in no order. */
    public record Books(List<String> transfers, List<String> visits) {
    }

    /** Does both over HTTP. */
    public static LiveAndReplayed on(DemoExchange.Starter exchanges, NicheSettings settings, long seed) {
        DemoExchange first = exchanges.start("live");
        OnExchange niche = new NicheSetup(settings, first).setUp(Policy.TERMS);
        LiveRun run = new LiveRun(niche, settings, seed, InstantSource.system());
        DemoReport.Live told;
        try (ExchangeApi api = new ExchangeApi(first.url())) {
            told = run.run(api);
        }
        DemoExchange second = exchanges.start("replayed");
        replay(second, run.sent(), new NicheSetup(settings, second).setUp(Policy.TERMS).replay());
        return new LiveAndReplayed(told, books(first), books(second));
    }

    private static void replay(DemoExchange exchange, List<NicheEvent> events, NicheReplay writing) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (NicheEvent event : events) {
            lines.writeBytes(ReplayLines.write(writing.of(event)));
            lines.write('\n');
        }
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(HttpRequest.newBuilder(exchange.url().resolve("/v1/replay"))
                    .header("Authorization", "Bearer " + exchange.operatorKey())
                    .header("Content-Type", "application/x-ndjson")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(lines.toByteArray())).build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        } catch (IOException failure) {
            throw new AssertionError("no answer", failure);
        } catch (InterruptedException failure) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", failure);
        }
    }

    private static Books books(DemoExchange exchange) {
        exchange.awaitShipped();
        return exchange.database().read(connection -> new Books(
                Sql.list(connection, TRANSFERS, row -> row.text("text")),
                Sql.list(connection, VISITS, row -> row.text("text"))));
    }
}

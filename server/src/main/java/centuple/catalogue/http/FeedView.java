package centuple.catalogue.http;

import centuple.catalogue.feed.FeedField;
import centuple.catalogue.feed.FeedKind;
import centuple.catalogue.feed.FeedReport;
import centuple.catalogue.feed.FeedSettings;
import centuple.catalogue.feed.RowFault;
import centuple.catalogue.store.StoredFeed;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A feed as the API shows it to its shop. */
record FeedView(String shop, String kind, String url, List<String> deliversTo, long everyMinutes,
        @Nullable String separator, @Nullable String encoding, @Nullable Map<String, String> columns, String status,
        @Nullable String problem, int failures, long products, Instant nextAt, @Nullable Instant triedAt,
        @Nullable Instant goodAt) {
    static FeedView of(StoredFeed feed) {
        FeedSettings settings = feed.settings();
        boolean table = settings.kind() == FeedKind.CSV;
        String encoding = settings.table().encoding();
        return new FeedView(feed.shop().toString(), FeedBody.name(settings.kind()), settings.url(),
                countries(settings.deliversTo().toString()), settings.every().toMinutes(),
                table ? String.valueOf(settings.table().separator()) : null, encoding.isEmpty() ? null : encoding,
                table ? columns(settings.table().columns()) : null, status(feed),
                feed.state().problem().isEmpty() ? null : feed.state().problem(), feed.state().failures(),
                feed.state().products(), feed.state().nextAt(), feed.state().triedAt(), feed.state().goodAt());
    }

    /** In one word: not read yet by these settings, good, failing on the copy of before, or too old to be offered. */
    private static String status(StoredFeed feed) {
        if (feed.stale()) {
            return "stale";
        }
        if (feed.state().failures() > 0) {
            return "failing";
        }
        return feed.state().triedAt() == null || feed.state().goodAt() == null ? "waiting" : "good";
    }

    private static List<String> countries(String codes) {
        if (codes.equals("*")) {
            return List.of("*");
        }
        List<String> countries = new ArrayList<>();
        for (int i = 0; i < codes.length(); i += 2) {
            countries.add(codes.substring(i, i + 2));
        }
        return countries;
    }

    private static Map<String, String> columns(Map<FeedField, String> columns) {
        Map<String, String> named = new TreeMap<>();
        columns.forEach((field, column) -> named.put(FeedBody.name(field), column));
        return named;
    }

    /** What became of the rows of the last reading. */
    record Report(String counts, long rows, long accepted, long refused, List<Fault> faults, List<Example> examples) {
        static Report of(FeedReport report, FeedKind kind) {
            List<Fault> faults = new ArrayList<>();
            new TreeMap<>(report.faults()).forEach((fault, count) -> faults
                    .add(new Fault(FeedBody.name(fault), fault.words(), fault.refuses(), count)));
            return new Report(kind.placeWord(), report.rows(), report.accepted(), report.refused(), faults,
                    report.examples().stream().map(Example::of).toList());
        }
    }

    record Fault(String fault, String words, boolean refuses, long count) {
    }

    record Example(long place, String id, String fault, boolean refused, String detail) {
        static Example of(FeedReport.Example example) {
            RowFault fault = example.fault();
            String detail = example.detail().isEmpty() ? fault.words() : fault.words() + ": " + example.detail();
            return new Example(example.place(), example.id(), FeedBody.name(fault), fault.refuses(), detail);
        }
    }
}

package centuple.simulation.report;

import centuple.simulation.Simulation;

import java.util.ArrayList;
import java.util.List;

/** The report as plain text, at most {@link #WIDTH_MAX} characters wide where the words allow it. Stateless. */
public final class DemoText {
    /** The width of a terminal everybody has. */
    public static final int WIDTH_MAX = 100;

    private static final int LABEL_WIDTH = 34;
    private static final int VALUE_WIDTH = 12;

    private DemoText() {
    }

    /** The whole report. */
    public static String of(DemoReport report, Wording words) {
        StringBuilder text = new StringBuilder();
        line(text, words.text("title", words.count(report.settings().clock().hours())));
        line(text, words.text("model_note"));
        line(text, "");
        table(text, report, words);
        line(text, "");
        int seeds = report.rows().isEmpty() ? 0 : report.rows().getFirst().otherSeeds().size();
        line(text, words.text("range_note", String.valueOf(report.seed()), seeds));
        line(text, "");
        line(text, words.text("stops_title"));
        DemoStops.of(report, words).forEach(sentence -> line(text, "  " + sentence));
        line(text, "");
        line(text, words.text("settings_title"));
        for (SettingsList.Line setting : SettingsList.of(report.settings(), words)) {
            line(text, " ".repeat(Math.max(0, VALUE_WIDTH - setting.value().length())) + setting.value() + "  "
                    + setting.label());
        }
        line(text, "");
        DemoReport.Live live = report.live();
        line(text, words.text("live", live.redirects(), live.orders(), live.commissions()));
        line(text, words.text("ledger_sum", words.money(report.ledgerSumMinor())));
        return text.toString();
    }

    private static void table(StringBuilder text, DemoReport report, Wording words) {
        List<String> head = new ArrayList<>();
        report.rows().forEach(row -> head.add(row.books().policy()));
        row(text, words.text("column.policy"), head);
        for (Figure figure : Figure.values()) {
            List<String> values = new ArrayList<>();
            List<String> lowest = new ArrayList<>();
            List<String> highest = new ArrayList<>();
            for (DemoReport.Row row : report.rows()) {
                values.add(words.value(figure, figure.of(row.books())));
                Simulation.Range range = figure.over(row.otherSeeds());
                lowest.add(words.value(figure, range == null ? null : range.min()));
                highest.add(words.value(figure, range == null ? null : range.max()));
            }
            row(text, words.text("figure." + figure.key()), values);
            row(text, "  " + words.text("range_from"), lowest);
            row(text, "  " + words.text("range_to"), highest);
        }
    }

    private static void row(StringBuilder text, String label, List<String> cells) {
        StringBuilder line = new StringBuilder(padded(label, LABEL_WIDTH));
        int width = cells.isEmpty() ? 0 : (WIDTH_MAX - LABEL_WIDTH) / cells.size();
        for (String cell : cells) {
            line.append(" ".repeat(Math.max(1, width - cell.length()))).append(cell);
        }
        line(text, line.toString());
    }

    private static String padded(String label, int width) {
        return label + " ".repeat(Math.max(1, width - label.length()));
    }

    private static void line(StringBuilder text, String line) {
        text.append(line.stripTrailing()).append('\n');
    }
}

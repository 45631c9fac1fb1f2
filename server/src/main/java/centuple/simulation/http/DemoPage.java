package centuple.simulation.http;

import centuple.simulation.PolicyFigures;
import centuple.simulation.Simulation;
import centuple.simulation.report.DemoReport;
import centuple.simulation.report.DemoStops;
import centuple.simulation.report.Figure;
import centuple.simulation.report.SettingsList;
import centuple.simulation.report.Wording;

import java.util.ArrayList;
import java.util.List;

/**
 * The report as the page shows it: everything is a text or a coordinate already. Immutable.
 *
 * @param language of the page, two letters
 * @param words in that language
 * @param policies the columns
 * @param lines the figures, one for each line of the table
 * @param bars the chart
 * @param settings the model's assumptions
 * @param notes the sentences around the table
 */
public record DemoPage(String language, Wording words, List<Policy> policies, List<Line> lines, List<Bar> bars,
        List<SettingsList.Line> settings, Notes notes) {

    private static final int BAR_LEFT = 150;
    private static final int BAR_WIDTH_MAX = 375;
    private static final int BAR_STEP = 54;

    /** A column: its name and what it means. */
    public record Policy(String name, String meaning) {
    }

    /** A line of the table. */
    public record Line(String label, String explained, List<Cell> cells) {
    }

    /** A cell of the table; the policy stands beside the value on narrow screens. */
    public record Cell(String policy, String value, String range) {
    }

    /** A bar of the chart, in the units of its view box. */
    public record Bar(String policy, int top, int width, int rangeFrom, int rangeTo, String value) {
        public int left() {
            return BAR_LEFT;
        }
    }

    /** Sentences with figures in them. */
    public record Notes(String title, String range, List<String> stops, String live, String ledgerSum) {
    }

    static DemoPage of(DemoReport report, Wording words) {
        List<Policy> policies = report.rows().stream().map(row -> row.books().policy())
                .map(name -> new Policy(name, words.text("policy." + name))).toList();
        List<Line> lines = new ArrayList<>();
        for (Figure figure : Figure.values()) {
            lines.add(line(report, figure, words));
        }
        int seeds = report.rows().isEmpty() ? 0 : report.rows().getFirst().otherSeeds().size();
        DemoReport.Live live = report.live();
        Notes notes = new Notes(words.text("title", words.count(report.settings().clock().hours())),
                words.text("range_note", String.valueOf(report.seed()), seeds),
                DemoStops.of(report, words), words.text("live", live.redirects(), live.orders(), live.commissions()),
                words.text("ledger_sum", words.money(report.ledgerSumMinor())));
        return new DemoPage(words.locale().getLanguage(), words, policies, lines, bars(report, words),
                SettingsList.of(report.settings(), words), notes);
    }

    /** The height of the chart in the units of its view box. */
    public int chartHeight() {
        return bars.size() * BAR_STEP + 10;
    }

    private static Line line(DemoReport report, Figure figure, Wording words) {
        List<Cell> cells = new ArrayList<>();
        for (DemoReport.Row row : report.rows()) {
            cells.add(new Cell(row.books().policy(), words.value(figure, figure.of(row.books())),
                    words.range(figure, figure.over(row.otherSeeds()))));
        }
        return new Line(words.text("figure." + figure.key()), words.text("explain." + figure.key()), cells);
    }

    private static List<Bar> bars(DemoReport report, Wording words) {
        double most = 1;
        for (DemoReport.Row row : report.rows()) {
            Simulation.Range range = Figure.KEEPS.over(row.otherSeeds());
            most = Math.max(most, Math.max(row.books().keepsMinor(), range == null ? 0 : range.max()));
        }
        List<Bar> bars = new ArrayList<>();
        for (DemoReport.Row row : report.rows()) {
            PolicyFigures figures = row.books();
            Simulation.Range range = Figure.KEEPS.over(row.otherSeeds());
            double min = range == null ? figures.keepsMinor() : range.min();
            double max = range == null ? figures.keepsMinor() : range.max();
            bars.add(new Bar(figures.policy(), bars.size() * BAR_STEP + 8, width(figures.keepsMinor(), most),
                    BAR_LEFT + width(min, most), BAR_LEFT + width(max, most),
                    words.money(figures.keepsMinor()) + " EUR"));
        }
        return bars;
    }

    private static int width(double minor, double mostMinor) {
        return (int) Math.round(Math.clamp(minor / mostMinor, 0, 1) * BAR_WIDTH_MAX);
    }
}

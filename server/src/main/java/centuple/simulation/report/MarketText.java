package centuple.simulation.report;

import centuple.simulation.market.MarketRun;

import java.util.List;

/** A simulation as plain text and as comma-separated values. Stateless. */
public final class MarketText {
    private static final int LABEL_WIDTH = 44;
    private static final int VALUE_WIDTH = 13;
    /** Partners of the shop under study that are told one by one. */
    private static final int PARTNERS_TOLD_MAX = 14;

    private MarketText() {
    }

    /** The whole report. */
    public static String of(MarketReport report, Wording words) {
        StringBuilder text = new StringBuilder();
        line(text, words.text("title", report.settings().size().shops(), report.settings().size().hours()));
        line(text, words.text("model_note"));
        line(text, "");
        List<String> names = report.rows().stream().map(row -> row.run().policy().key()).toList();
        List<MarketWords.Line> figures = MarketWords.figures(report, words);
        int width = 1 + figures.stream().flatMap(figure -> figure.values().stream()).mapToInt(String::length).max()
                .orElse(0);
        width = Math.max(VALUE_WIDTH, width);
        row(text, words.text("column"), names, width);
        for (MarketWords.Line figure : figures) {
            row(text, figure.label(), figure.values(), width);
        }
        line(text, "");
        line(text, words.text("stops_title"));
        MarketWords.stops(report, words).forEach(sentence -> line(text, "  " + sentence));
        for (MarketReport.Row row : report.rows()) {
            partners(text, row.run(), words);
        }
        line(text, "");
        line(text, words.text("assumptions_title"));
        for (SettingsList.Line setting : MarketWords.assumptions(report, words)) {
            line(text, " ".repeat(Math.max(0, VALUE_WIDTH - setting.value().length())) + setting.value() + "  "
                    + setting.label());
        }
        words.list("assumption.").forEach(sentence -> line(text, "  - " + sentence));
        return text.toString();
    }

    /** What was kept at the end of each day: policy, day, the shop under study, the means by behaviour. */
    public static String csv(MarketReport report) {
        StringBuilder text = new StringBuilder("policy,day,study_keeps_minor");
        report.behaviours().forEach(
                behaviour -> text.append(',').append(behaviour.key()).append("_mean_keeps_minor"));
        text.append("\r\n");
        for (MarketReport.Row row : report.rows()) {
            for (MarketRun.Day day : row.run().days()) {
                text.append(row.run().policy().key()).append(',').append(day.day()).append(',')
                        .append(day.studyMinor());
                day.meansMinor().forEach(mean -> text.append(',').append(mean));
                text.append("\r\n");
            }
        }
        return text.toString();
    }

    private static void partners(StringBuilder text, MarketRun run, Wording words) {
        if (run.partners().stream().allMatch(partner -> partner.stopped() == null)) {
            return;
        }
        line(text, "");
        line(text, words.text("partners_title", run.policy().key()));
        run.partners().stream().limit(PARTNERS_TOLD_MAX)
                .forEach(partner -> line(text, "  " + MarketWords.partner(partner, words)));
    }

    private static void row(StringBuilder text, String label, List<String> cells, int width) {
        StringBuilder line = new StringBuilder(label + " ".repeat(Math.max(1, LABEL_WIDTH - label.length())));
        for (String cell : cells) {
            line.append(" ".repeat(Math.max(1, width - cell.length()))).append(cell);
        }
        line(text, line.toString());
    }

    private static void line(StringBuilder text, String line) {
        text.append(line.stripTrailing()).append('\n');
    }
}

package centuple.simulation.report;

import centuple.simulation.market.Behaviour;
import centuple.simulation.market.MarketRun;

import java.util.List;

/**
 * A simulation as one HTML page that needs nothing else: its styles and charts are in it, and there is no script. All
 * languages are in it, one is shown. Stateless.
 */
public final class MarketPage {
    private MarketPage() {
    }

    /**
     * The page.
     *
     * @param style its style sheet
     * @param languages the first one is shown at first
     */
    public static String of(MarketReport report, String style, List<Wording> languages) {
        StringBuilder html = new StringBuilder("<!doctype html>\n<html lang=\"");
        html.append(languages.getFirst().locale().getLanguage())
                .append("\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append("<meta name=\"color-scheme\" content=\"light dark\">\n<title>Centuple · ")
                .append(MarketCharts.escaped(languages.getFirst().text("label_model")))
                .append("</title>\n<style>\n").append(style).append("</style>\n</head>\n<body>\n")
                .append("<p class=\"brand\">Centuple</p>\n");
        for (int i = 0; i < languages.size(); i++) {
            String language = languages.get(i).locale().getLanguage();
            html.append("<input type=\"radio\" name=\"language\" id=\"show-%s\"%s><label for=\"show-%s\">%s</label>\n"
                    .formatted(language, i == 0 ? " checked" : "", language,
                            MarketCharts.escaped(languages.get(i).text("language"))));
        }
        for (Wording words : languages) {
            html.append("<main id=\"in-%1$s\" lang=\"%1$s\">\n".formatted(words.locale().getLanguage()));
            body(html, report, words);
            html.append("</main>\n");
        }
        return html.append("</body>\n</html>\n").toString();
    }

    private static void body(StringBuilder html, MarketReport report, Wording words) {
        element(html, "h1", words.text("title", report.settings().size().shops(), report.settings().size().hours()));
        html.append("<p class=\"model\"><strong>").append(MarketCharts.escaped(words.text("label_model")))
                .append("</strong> ").append(MarketCharts.escaped(words.text("model_note"))).append("</p>\n");
        element(html, "h2", words.text("chart.kept"));
        html.append(MarketCharts.kept(report, words, words.text("chart.kept"))).append('\n');
        html.append("<ul class=\"legend\">\n");
        for (int i = 0; i < report.rows().size(); i++) {
            String key = report.rows().get(i).run().policy().key();
            html.append("<li>%s <b class=\"p%d\">%s</b> %s</li>\n".formatted(MarketCharts.sample(i), i, key,
                    MarketCharts.escaped(words.text("policy." + key))));
        }
        html.append("</ul>\n");
        table(html, report, words);
        element(html, "h2", words.text("chart.behaviours"));
        html.append(MarketCharts.behaviours(report, words, words.text("chart.behaviours"))).append('\n');
        html.append("<ul>\n");
        for (Behaviour behaviour : report.behaviours()) {
            element(html, "li", words.text("behaviour." + behaviour.key()));
        }
        html.append("</ul>\n");
        stops(html, report, words);
        assumptions(html, report, words);
    }

    private static void table(StringBuilder html, MarketReport report, Wording words) {
        html.append("<div class=\"wide\"><table>\n<thead><tr>");
        cell(html, "th", words.text("column"));
        report.rows().forEach(row -> cell(html, "th", row.run().policy().key()));
        html.append("</tr></thead>\n<tbody>\n");
        for (MarketWords.Line line : MarketWords.figures(report, words)) {
            html.append("<tr>");
            cell(html, "th", line.label().strip());
            line.values().forEach(value -> cell(html, "td", value));
            html.append("</tr>\n");
        }
        html.append("</tbody>\n</table></div>\n");
    }

    private static void stops(StringBuilder html, MarketReport report, Wording words) {
        element(html, "h2", words.text("stops_title"));
        html.append("<ul>\n");
        MarketWords.stops(report, words).forEach(sentence -> element(html, "li", sentence));
        html.append("</ul>\n");
        for (MarketReport.Row row : report.rows()) {
            MarketRun run = row.run();
            if (run.partners().stream().anyMatch(partner -> partner.stopped() != null)) {
                String title = words.text("partners_title", run.policy().key());
                element(html, "h3", title);
                html.append(MarketCharts.pauses(run, report.settings().size().hours(), words, title)).append('\n');
                html.append("<details><summary>").append(MarketCharts.escaped(words.text("details")))
                        .append("</summary><ul>\n");
                run.partners().forEach(partner -> element(html, "li", MarketWords.partner(partner, words)));
                html.append("</ul></details>\n");
            }
        }
    }

    private static void assumptions(StringBuilder html, MarketReport report, Wording words) {
        element(html, "h2", words.text("assumptions_title"));
        html.append("<dl>\n");
        for (SettingsList.Line line : MarketWords.assumptions(report, words)) {
            html.append("<div>");
            cell(html, "dt", line.label());
            cell(html, "dd", line.value());
            html.append("</div>\n");
        }
        html.append("</dl>\n<ul>\n");
        words.list("assumption.").forEach(sentence -> element(html, "li", sentence));
        html.append("</ul>\n");
    }

    private static void element(StringBuilder html, String name, String text) {
        cell(html, name, text);
        html.append('\n');
    }

    private static void cell(StringBuilder html, String name, String text) {
        html.append('<').append(name).append('>').append(MarketCharts.escaped(text)).append("</").append(name)
                .append('>');
    }
}

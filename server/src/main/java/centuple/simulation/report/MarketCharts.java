package centuple.simulation.report;

import centuple.simulation.guard.Stops;
import centuple.simulation.market.MarketRun;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The charts of a simulation: lines and bars as SVG that stretches, all words beside them in HTML, so that letters keep
 * their size on a narrow screen. Stateless.
 */
final class MarketCharts {
    /** What all pictures are drawn in; they are stretched to the place there is. */
    private static final int WIDTH = 1_000;
    private static final int HEIGHT = 100;
    private static final int STEPS = 4;
    private static final int LANES_MAX = 14;
    /** Pauses nearer to each other than this share of the time are drawn as one. */
    private static final int PARTS_SEEN = 500;

    private MarketCharts() {
    }

    /** What the shop under study kept over time, a line for each policy. */
    static String kept(MarketReport report, Wording words, String title) {
        long least = 0;
        long most = 1;
        int days = 1;
        for (MarketReport.Row row : report.rows()) {
            for (MarketRun.Day day : row.run().days()) {
                least = Math.min(least, day.studyMinor());
                most = Math.max(most, day.studyMinor());
                days = Math.max(days, day.day());
            }
        }
        StringBuilder html = new StringBuilder("<div class=chart><div class=scale>");
        StringBuilder lines = new StringBuilder();
        for (int step = STEPS; step >= 0; step--) {
            html.append("<span>").append(words.count(Math.round((least + (most - least) * step / STEPS) / 100.0)))
                    .append("</span>");
            lines.append("<path class=grid d=\"M0 %sH%d\"/>".formatted(number(HEIGHT * step / (double) STEPS), WIDTH));
        }
        int place = 0;
        for (MarketReport.Row row : report.rows()) {
            StringBuilder points = new StringBuilder("0,").append(number(y(0, least, most)));
            for (MarketRun.Day day : row.run().days()) {
                points.append(" %s,%s".formatted(number((double) day.day() / days * WIDTH),
                        number(y(day.studyMinor(), least, most))));
            }
            lines.append("<polyline class=\"line p%d\" points=\"%s\"><title>%s</title></polyline>".formatted(place++,
                    points, row.run().policy().key()));
        }
        html.append("</div>").append(picture(HEIGHT, title, lines));
        return html.append(time(words, 1, days)).append("</div>").toString();
    }

    /** A piece of the line of a policy, by its place. */
    static String sample(int place) {
        return "<svg class=\"line p%d\" viewBox=\"0 0 40 10\" aria-hidden=true><path d=\"M0 5H40\"/></svg>".formatted(
                place);
    }

    /** What shops of each behaviour keep in the end, a bar for each behaviour under each policy. */
    static String behaviours(MarketReport report, Wording words, String title) {
        long most = report.rows().stream().flatMap(row -> row.run().kinds().stream())
                .mapToLong(MarketRun.Kind::meanMinor).max().orElse(1);
        StringBuilder html = new StringBuilder("<div class=bars role=group aria-label=\"%s\">".formatted(
                escaped(title)));
        for (MarketReport.Row row : report.rows()) {
            html.append("<h3>").append(row.run().policy().key()).append("</h3>\n");
            for (MarketRun.Kind kind : row.run().kinds()) {
                double share = Math.max(0, kind.meanMinor()) * 100.0 / Math.max(1, most);
                html.append("<div class=bar><span>%s</span><span class=space><span class=\"k%d\" style=\"width:%s%%\">"
                        .formatted(escaped(words.text("kind." + kind.behaviour().key())), kind.behaviour().ordinal(),
                                number(share)))
                        .append("</span></span><span>").append(words.money(kind.meanMinor()))
                        .append("</span></div>\n");
            }
        }
        return html.append("</div>").toString();
    }

    /** When the shop under study gave nobody to each of its partners. */
    static String pauses(MarketRun run, int hours, Wording words, String title) {
        StringBuilder html = new StringBuilder("<div class=lanes>\n");
        for (MarketRun.PartnerLine partner : run.partners().stream().limit(LANES_MAX).toList()) {
            StringBuilder lane = new StringBuilder("<rect class=open width=%d height=10 />".formatted(WIDTH));
            for (Stops.Pause pause : merged(partner.pauses(), hours / PARTS_SEEN)) {
                double from = (double) pause.fromHour() / hours * WIDTH;
                lane.append("<rect class=paused x=%s width=%s height=10 />".formatted(number(from),
                        number(Math.max(1, (double) pause.toHour() / hours * WIDTH - from))));
            }
            String name = words.text("lane", partner.number(), words.text("kind." + partner.behaviour().key()));
            html.append("<div class=lane><span>").append(escaped(name)).append("</span>")
                    .append(picture(10, title + ": " + name, lane)).append("</div>\n");
        }
        return html.append(time(words, 1, (hours + 23) / 24)).append("</div>").toString();
    }

    /** Pauses so close that no eye could tell them apart are drawn as one. */
    private static List<Stops.Pause> merged(List<Stops.Pause> pauses, int gapHours) {
        List<Stops.Pause> all = new ArrayList<>();
        for (Stops.Pause pause : pauses) {
            Stops.Pause last = all.isEmpty() ? null : all.getLast();
            if (last != null && pause.fromHour() - last.toHour() < gapHours) {
                all.set(all.size() - 1, new Stops.Pause(pause.edge(), last.fromHour(), pause.toHour()));
            } else {
                all.add(pause);
            }
        }
        return all;
    }

    private static String picture(int height, String title, CharSequence content) {
        return "<svg role=img viewBox=\"0 0 %d %d\" preserveAspectRatio=\"none\"><title>%s</title>%s</svg>".formatted(
                WIDTH, height, escaped(title), content);
    }

    private static String time(Wording words, int from, int to) {
        return "<p class=time><span>%s</span><span>%s</span></p>".formatted(escaped(words.text("day", from)),
                escaped(words.text("day", to)));
    }

    private static double y(long value, long least, long most) {
        return HEIGHT - (double) (value - least) / (most - least) * HEIGHT;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}

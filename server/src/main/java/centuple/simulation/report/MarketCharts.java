package centuple.simulation.report;

import centuple.simulation.guard.Stops;
import centuple.simulation.market.MarketRun;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The charts of a simulation as SVG. Stateless. */
final class MarketCharts {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 300;
    private static final int LEFT = 80;
    private static final int BOTTOM = 30;
    private static final int LANE = 20;
    private static final int LANES_LEFT = 190;
    private static final int LANES_MAX = 14;

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
        StringBuilder svg = begin(HEIGHT, title);
        for (int step = 0; step <= 4; step++) {
            long value = least + (most - least) * step / 4;
            double y = y(value, least, most);
            svg.append("<path class=grid d=\"M%d %sH%d\"/>".formatted(LEFT, number(y), WIDTH));
            svg.append("<text class=value x=%d y=%s>%s</text>".formatted(LEFT - 8, number(y + 5),
                    words.count(Math.round(value / 100.0))));
        }
        svg.append("<text class=value x=%d y=%d>%s</text>".formatted(WIDTH, HEIGHT - 6,
                escaped(words.text("day", days))));
        int place = 0;
        for (MarketReport.Row row : report.rows()) {
            StringBuilder points = new StringBuilder("%d,%s".formatted(LEFT, number(y(0, least, most))));
            for (MarketRun.Day day : row.run().days()) {
                points.append(" %s,%s".formatted(number(LEFT + (double) day.day() / days * (WIDTH - LEFT)),
                        number(y(day.studyMinor(), least, most))));
            }
            svg.append("<polyline class=\"line p%d\" points=\"%s\"><title>%s</title></polyline>".formatted(place++,
                    points, row.run().policy().key()));
        }
        return svg.append("</svg>").toString();
    }

    /** What shops of each behaviour keep in the end, a bar for each behaviour under each policy. */
    static String behaviours(MarketReport report, Wording words, String title) {
        long most = 1;
        List<String> bars = new ArrayList<>();
        for (MarketReport.Row row : report.rows()) {
            for (MarketRun.Kind kind : row.run().kinds()) {
                most = Math.max(most, kind.meanMinor());
            }
        }
        int y = 0;
        for (MarketReport.Row row : report.rows()) {
            bars.add("<text x=0 y=%d>%s</text>".formatted(y + 14, row.run().policy().key()));
            for (MarketRun.Kind kind : row.run().kinds()) {
                double width = Math.max(0, kind.meanMinor()) * (WIDTH - LANES_LEFT - 190.0) / most;
                bars.add("<rect class=k%d x=%d y=%d width=%s height=14 />".formatted(kind.behaviour().ordinal(),
                        LANES_LEFT - 60, y + 2, number(width)));
                bars.add("<text x=%s y=%d>%s %s</text>".formatted(number(LANES_LEFT - 54 + width), y + 14,
                        words.money(kind.meanMinor()), escaped(words.text("kind." + kind.behaviour().key()))));
                y += LANE;
            }
            y += LANE / 2;
        }
        return begin(Math.max(LANE, y), title).append(String.join("", bars)).append("</svg>").toString();
    }

    /** When the shop under study gave nobody to each of its partners. */
    static String pauses(MarketRun run, int hours, Wording words, String title) {
        List<MarketRun.PartnerLine> partners = run.partners().stream().limit(LANES_MAX).toList();
        int height = partners.size() * LANE + BOTTOM;
        StringBuilder svg = begin(height, title);
        double perHour = (double) (WIDTH - LANES_LEFT) / hours;
        int y = 0;
        for (MarketRun.PartnerLine partner : partners) {
            svg.append("<text x=0 y=%d>%s</text>".formatted(y + 14, escaped(words.text("lane", partner.number(),
                    words.text("kind." + partner.behaviour().key())))));
            svg.append("<rect class=open x=%d y=%d width=%d height=12 />".formatted(LANES_LEFT, y + 3,
                    WIDTH - LANES_LEFT));
            for (Stops.Pause pause : merged(partner.pauses(), hours / (WIDTH - LANES_LEFT))) {
                svg.append("<rect class=paused x=%s y=%d width=%s height=12 />".formatted(
                        number(LANES_LEFT + pause.fromHour() * perHour), y + 3,
                        number(Math.max(0.5, (pause.toHour() - pause.fromHour()) * perHour))));
            }
            y += LANE;
        }
        svg.append("<text x=%d y=%d>%s</text>".formatted(LANES_LEFT, y + 16, escaped(words.text("day", 1))));
        svg.append("<text class=value x=%d y=%d>%s</text>".formatted(WIDTH, y + 16,
                escaped(words.text("day", (hours + 23) / 24))));
        return svg.append("</svg>").toString();
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

    private static StringBuilder begin(int height, String title) {
        return new StringBuilder("<svg role=img viewBox=\"0 0 %d %d\"><title>%s</title>".formatted(WIDTH, height,
                escaped(title)));
    }

    private static double y(long value, long least, long most) {
        return (HEIGHT - BOTTOM) - (double) (value - least) / (most - least) * (HEIGHT - BOTTOM - 12);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}

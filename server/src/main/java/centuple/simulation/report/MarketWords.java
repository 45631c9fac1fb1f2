package centuple.simulation.report;

import centuple.reciprocity.Protection;
import centuple.simulation.guard.CoreGuard;
import centuple.simulation.guard.Stops;
import centuple.simulation.market.MarketRun;
import centuple.simulation.market.MarketSettings;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** The sentences and figures of a simulation, for the table and the page alike. Stateless. */
final class MarketWords {
    private static final int HOURS_PER_DAY = 24;

    private MarketWords() {
    }

    /** A line of the table: a label, and a value for each policy. */
    record Line(String label, List<String> values) {
    }

    /** What each policy came to. */
    static List<Line> figures(MarketReport report, Wording words) {
        List<Line> lines = new ArrayList<>();
        add(lines, report, words, "keeps", row -> words.money(row.run().study().money().keepsMinor()));
        if (report.otherSeeds() > 0) {
            lines.add(new Line("  " + words.text("lowest", report.otherSeeds()), report.rows().stream()
                    .map(row -> words.money(Collections.min(row.otherSeedsMinor()))).toList()));
            lines.add(new Line("  " + words.text("highest", report.otherSeeds()), report.rows().stream()
                    .map(row -> words.money(Collections.max(row.otherSeedsMinor()))).toList()));
        }
        add(lines, report, words, "given", row -> words.count(row.run().study().given()));
        add(lines, report, words, "returned", row -> words.count(row.run().study().returned()));
        add(lines, report, words, "refused", row -> words.count(row.run().study().refused()));
        add(lines, report, words, "forgone", row -> words.money(row.run().study().money().forgoneMinor()));
        add(lines, report, words, "came_back", row -> words.money(row.run().study().money().cameBackMinor()));
        add(lines, report, words, "saved", row -> words.money(row.run().study().money().savedMinor()));
        for (int kind = 0; kind < report.behaviours().size(); kind++) {
            int place = kind;
            lines.add(new Line(words.text("mean." + report.behaviours().get(kind).key()), report.rows().stream()
                    .map(row -> words.money(row.run().kinds().get(place).meanMinor())).toList()));
        }
        return lines;
    }

    private static void add(List<Line> lines, MarketReport report, Wording words, String key,
            java.util.function.Function<MarketReport.Row, String> value) {
        lines.add(new Line(words.text("figure." + key), report.rows().stream().map(value).toList()));
    }

    /** What honest shops did with each behaviour, one sentence for each that was stopped. */
    static List<String> stops(MarketReport report, Wording words) {
        List<String> sentences = new ArrayList<>();
        for (MarketReport.Row row : report.rows()) {
            for (MarketRun.Pairs pairs : row.run().pairs()) {
                if (pairs.stopped() > 0) {
                    sentences.add(words.text("stops", row.run().policy().key(),
                            words.text("kind." + pairs.behaviour().key()), pairs.stopped(), pairs.pairs(),
                            pairs.medianFirstDay(), pairs.medianGiven(), words.percent(pairs.pausedShare())));
                }
            }
        }
        return sentences.isEmpty() ? List.of(words.text("no_stops")) : sentences;
    }

    /** A partner of the shop under study and what became of it. */
    static String partner(MarketRun.PartnerLine partner, Wording words) {
        Stops.Stopped stopped = partner.stopped();
        String name = words.text("partner", partner.number(), words.text("kind." + partner.behaviour().key()),
                partner.given(), partner.returned());
        if (stopped == null) {
            return name + words.text("partner_open");
        }
        String reason = stopped.reason() == null
                ? words.text("reason.line")
                : words.text("reason." + stopped.reason().name().toLowerCase(Locale.ROOT));
        return name + words.text("partner_stopped", 1 + stopped.firstHour() / HOURS_PER_DAY, stopped.givenBefore(),
                stopped.times(), partner.refused(), words.money(partner.savedMinor()), reason);
    }

    /** Every assumption. */
    static List<SettingsList.Line> assumptions(MarketReport report, Wording words) {
        MarketSettings settings = report.settings();
        List<SettingsList.Line> lines = new ArrayList<>();
        setting(lines, words, "seed", String.valueOf(report.seed()));
        setting(lines, words, "shops", words.count(settings.size().shops()));
        setting(lines, words, "partners", words.count(settings.partners()));
        setting(lines, words, "hours", words.count(settings.size().hours()));
        setting(lines, words, "visitors_per_hour",
                words.decimals(BigDecimal.valueOf(settings.size().visitorsPerHour()), 2));
        MarketSettings.Mix mix = settings.mix();
        setting(lines, words, "mix", mix.honest() + " : " + mix.taker() + " : " + mix.under() + " : "
                + mix.colluding());
        MarketSettings.Buying buying = settings.buying();
        setting(lines, words, "unserved_share", words.percent(buying.unservedShare()));
        setting(lines, words, "served", words.percent(buying.served()));
        setting(lines, words, "substitution_share", words.percent(buying.substitutionShare()));
        setting(lines, words, "given_unserved", words.percent(buying.givenUnserved()));
        setting(lines, words, "given_served", words.percent(buying.givenServed()));
        MarketSettings.Orders orders = settings.orders();
        setting(lines, words, "basket", words.money(orders.netMeanMinor()) + " EUR");
        setting(lines, words, "spread", words.decimals(BigDecimal.valueOf(orders.spread()), 1));
        setting(lines, words, "margin", words.percent(orders.margin().value() / 10_000.0));
        setting(lines, words, "commission", words.percent(orders.commission().value() / 10_000.0));
        setting(lines, words, "delayed", words.percent(orders.delayedShare()),
                words.decimals(BigDecimal.valueOf(orders.delayDays()), 1));
        setting(lines, words, "line", words.count(CoreGuard.LINE_VISITS));
        Protection protection = Protection.STANDARD;
        setting(lines, words, "protection", words.count(protection.periodDays()), protection.trial().visits(),
                protection.trial().orders(), protection.floorOdds());
        setting(lines, words, "look", words.count(MarketSettings.LOOK_EVERY_HOURS));
        return lines;
    }

    private static void setting(List<SettingsList.Line> lines, Wording words, String key, String value,
            Object... arguments) {
        lines.add(new SettingsList.Line(words.text("setting." + key, arguments), value));
    }
}

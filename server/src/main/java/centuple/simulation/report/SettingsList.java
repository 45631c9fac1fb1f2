package centuple.simulation.report;

import centuple.simulation.NicheSettings;
import centuple.simulation.Partner;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** The assumptions of the model, line by line, so that whoever reads a figure can read them too. Stateless. */
public final class SettingsList {
    private SettingsList() {
    }

    /** One assumption and its value. */
    public record Line(String label, String value) {
    }

    /** All of them. */
    public static List<Line> of(NicheSettings settings, Wording words) {
        List<Line> lines = new ArrayList<>();
        NicheSettings.Visitors visitors = settings.visitors();
        add(lines, words, "partners", words.count(settings.partners().all().size()),
                count(settings, Partner.Kind.HONEST),
                count(settings, Partner.Kind.TAKER), count(settings, Partner.Kind.UNDER_RETURNER));
        add(lines, words, "visitors_per_hour", words.decimals(BigDecimal.valueOf(visitors.perHour()), 1));
        add(lines, words, "unserved_share", words.percent(visitors.unservedShare()));
        add(lines, words, "per_partner_hour", words.decimals(BigDecimal.valueOf(visitors.perPartnerHour()), 2));
        add(lines, words, "received_unserved_share", words.percent(visitors.receivedUnservedShare()));
        add(lines, words, "found_anyway_share", words.percent(visitors.foundAnywayShare()));
        NicheSettings.Buying buying = settings.buying();
        add(lines, words, "served", words.percent(buying.served()));
        add(lines, words, "substitution_share", words.percent(buying.substitutionShare()));
        add(lines, words, "given_unserved", words.percent(buying.givenUnserved()));
        add(lines, words, "given_served", words.percent(buying.givenServed()));
        add(lines, words, "lost_later_share", words.percent(buying.lostLaterShare()));
        add(lines, words, "later_share", words.percent(buying.laterShare()));
        money(lines, settings, words);
        return lines;
    }

    private static void money(List<Line> lines, NicheSettings settings, Wording words) {
        NicheSettings.Basket basket = settings.basket();
        String currency = " " + NicheSettings.CURRENCY.code();
        add(lines, words, "basket", words.money(basket.netMeanMinor()) + currency);
        add(lines, words, "margin", words.percent(basket.margin().value() / 10_000.0));
        add(lines, words, "commission_rate", words.percent(settings.partners().commission().value() / 10_000.0));
        NicheSettings.Afterwards afterwards = settings.afterwards();
        add(lines, words, "delayed", words.percent(afterwards.delayedShare()),
                words.decimals(BigDecimal.valueOf(afterwards.delayDays()), 1));
        add(lines, words, "refunded_share", words.percent(afterwards.refundedShare()));
        add(lines, words, "cancelled_share", words.percent(afterwards.cancelledShare()));
        add(lines, words, "repeated_share", words.percent(afterwards.repeatedShare()));
        add(lines, words, "under_returned_share", words.percent(settings.partners().underReturnedShare()));
        add(lines, words, "under_reported_share", words.percent(settings.partners().underReportedShare()));
    }

    private static long count(NicheSettings settings, Partner.Kind kind) {
        return settings.partners().all().stream().filter(partner -> partner.kind() == kind).count();
    }

    private static void add(List<Line> lines, Wording words, String key, String value, Object... arguments) {
        lines.add(new Line(words.text("setting." + key, arguments), value));
    }
}

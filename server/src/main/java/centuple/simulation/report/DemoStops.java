package centuple.simulation.report;

import centuple.simulation.Partner;
import centuple.simulation.Played;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** On which day giving to each partner stopped, and what that saved, sentence by sentence. Stateless. */
public final class DemoStops {
    private DemoStops() {
    }

    /** One sentence for each policy that stopped nobody; else one for each partner not honest, or stopped. */
    public static List<String> of(DemoReport report, Wording words) {
        List<String> sentences = new ArrayList<>();
        for (DemoReport.Row row : report.rows()) {
            String policy = row.books().policy();
            if (row.stops().stream().allMatch(stop -> stop.firstDay() == null)) {
                long taken = row.stops().stream().filter(stop -> stop.partner().kind() == Partner.Kind.TAKER)
                        .mapToLong(Played.PartnerStop::given).sum();
                sentences.add(words.text("stop.none", policy, taken));
                continue;
            }
            for (Played.PartnerStop stop : row.stops()) {
                if (stop.firstDay() != null || stop.partner().kind() != Partner.Kind.HONEST) {
                    sentences.add(sentence(policy, stop, words));
                }
            }
        }
        return sentences;
    }

    private static String sentence(String policy, Played.PartnerStop stop, Wording words) {
        String kind = words.text("kind." + stop.partner().kind().name().toLowerCase(Locale.ROOT));
        String owes = stop.owedMinor() > 0 ? words.text("stop.owes", words.money(stop.owedMinor())) : "";
        return (stop.firstDay() == null
                ? words.text("stop.never", policy, stop.partner().name(), kind, stop.given())
                : words.text("stop.day", policy, stop.partner().name(), kind, stop.firstDay(), stop.givenBefore(),
                        stop.refused(), words.money(stop.savedMinor())))
                + owes;
    }
}

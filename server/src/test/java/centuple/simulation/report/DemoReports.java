package centuple.simulation.report;

import centuple.simulation.NicheSettings;
import centuple.simulation.Partner;
import centuple.simulation.Played;
import centuple.simulation.PolicyFigures;

import java.util.List;

/** Reports for tests. */
public final class DemoReports {
    private DemoReports() {
    }

    /** Two policies, two seeds each. */
    public static DemoReport example() {
        PolicyFigures never = new PolicyFigures("never", new Played.Visits(100, 0, 0), 340_000, 0, 0, 0, 120_000);
        PolicyFigures terms = new PolicyFigures("terms", new Played.Visits(90, 40, 10), 300_000, 5_000, 20_000, 10_000,
                130_000);
        PolicyFigures richer = new PolicyFigures("never", new Played.Visits(120, 0, 0), 400_000, 0, 0, 0, 150_000);
        Played.PartnerStop stop = new Played.PartnerStop(new Partner("Boutique 07", Partner.Kind.TAKER), 20, 8, 20, 300,
                1_234, 0);
        return new DemoReport(7, NicheSettings.STORY,
                List.of(new DemoReport.Row(never, List.of(), List.of(never, richer)),
                        new DemoReport.Row(terms, List.of(stop), List.of(terms, terms))),
                new DemoReport.Live(200, 20, 12), 0);
    }
}

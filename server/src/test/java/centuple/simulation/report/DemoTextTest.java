package centuple.simulation.report;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.simulation.NicheSettings;
import centuple.simulation.Played;
import centuple.simulation.PolicyFigures;
import centuple.simulation.file.Wordings;
import org.junit.jupiter.api.Test;

import java.util.List;

class DemoTextTest {
    @Test
    void showsFiguresWithTheirRangesTheAssumptionsAndTheLivePart() {
        String text = DemoText.of(report(), Wordings.english());

        assertThat(text).contains("no evidence about any real shop", "came back for 1 EUR given", "none", "0.50",
                "1,200.00 – 1,500.00", "would-be buyers of what he lacks who buy something else of his", "8.0 %",
                "200 visitors sent on, 20 orders taken, 12 of them with a commission",
                "Sum over all accounts of all exchanges: 0.00 EUR", "seed 7", "over 2 seeds");
        assertThat(text.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(160));
    }

    @Test
    void bothLanguagesHaveTheSameKeys() {
        assertThat(Wordings.french().texts().keySet())
                .containsExactlyInAnyOrderElementsOf(Wordings.english().texts().keySet());
        assertThat(DemoText.of(report(), Wordings.french())).contains("200,00", "aucun");
    }

    static DemoReport report() {
        PolicyFigures never = new PolicyFigures("never", new Played.Visits(100, 0, 0), 340_000, 0, 0, 0, 120_000);
        PolicyFigures terms = new PolicyFigures("terms", new Played.Visits(90, 40, 10), 300_000, 5_000, 20_000, 10_000,
                130_000);
        PolicyFigures richer = new PolicyFigures("never", new Played.Visits(120, 0, 0), 400_000, 0, 0, 0, 150_000);
        return new DemoReport(7, NicheSettings.STORY, List.of(new DemoReport.Row(never, List.of(never, richer)),
                new DemoReport.Row(terms, List.of(terms, terms))), new DemoReport.Live(200, 20, 12), 0);
    }
}

package centuple.simulation.report;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.simulation.file.Wordings;
import org.junit.jupiter.api.Test;

class DemoTextTest {
    @Test
    void showsFiguresWithTheirRangesTheAssumptionsAndTheLivePart() {
        String text = DemoText.of(DemoReports.example(), Wordings.english());

        assertThat(text).contains("no evidence about any real shop", "came back for 1 EUR given", "none", "0.50",
                "never: nobody was stopped",
                "terms: Boutique 07 (taker) on day 8, after 20 visitors; 300 kept since, margin on them 12.34 EUR",
                "would-be buyers of what he lacks who buy something else of his", "8.0 %",
                "200 visitors sent on, 20 orders taken, 12 of them with a commission",
                "Sum over all accounts of all exchanges: 0.00 EUR", "seed 7", "over 2 seeds");
        assertThat(text).containsPattern("range over the seeds: from .*1,200.00")
                .containsPattern("range over the seeds: to .*1,500.00");
        assertThat(text.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(160));
    }

    @Test
    void bothLanguagesHaveTheSameKeys() {
        assertThat(Wordings.french().texts().keySet())
                .containsExactlyInAnyOrderElementsOf(Wordings.english().texts().keySet());
        assertThat(DemoText.of(DemoReports.example(), Wordings.french())).contains("200,00", "aucun");
    }
}

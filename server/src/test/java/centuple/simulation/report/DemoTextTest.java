package centuple.simulation.report;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.simulation.file.Wordings;
import org.junit.jupiter.api.Test;

class DemoTextTest {
    @Test
    void showsFiguresWithTheirRangesTheAssumptionsAndTheLivePart() {
        String text = DemoText.of(DemoReports.example(), Wordings.english());

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
        assertThat(DemoText.of(DemoReports.example(), Wordings.french())).contains("200,00", "aucun");
    }
}

package centuple.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.simulation.guard.CoreGuard;
import org.junit.jupiter.api.Test;

import java.util.List;

class SimulationTest {
    private static final long SEED = 2_897;
    private static final NicheSettings STORY = NicheSettings.STORY;

    @Test
    void jacquesOfTheStoryEarnsNothing() {
        PolicyFigures figures = Simulation.run(STORY, SEED, Policy.GURUS).figures();

        assertThat(figures.ownSalesMinor()).isZero();
        assertThat(figures.commissionMinor()).isZero();
        assertThat(figures.cameBackMinor()).isZero();
        assertThat(figures.keepsMinor()).isZero();
        assertThat(figures.ratio()).isZero();
    }

    @Test
    void whoeverGivesNothingHasNoRatio() {
        PolicyFigures figures = Simulation.run(STORY, SEED, Policy.NEVER).figures();

        assertThat(figures.ratio()).isNull();
        assertThat(figures.keepsMinor()).isPositive();
    }

    @Test
    void onTermsTheBooksBalanceAndCommissionsAreOwed() {
        Simulation.Run run = Simulation.run(STORY, SEED, Policy.TERMS);

        assertThat(run.ledgerSumMinor()).isZero();
        assertThat(run.figures().commissionMinor()).isPositive();
        assertThat(run.figures().ratio()).isPositive();
        assertThat(run.transfers()).anyMatch(transfer -> transfer.move().name().startsWith("REVERSE"))
                .anyMatch(transfer -> transfer.move().name().equals("HOLD_OVER"));
    }

    @Test
    void sameSeedSameNumbers() {
        for (Policy policy : Policy.ALL) {
            assertThat(Simulation.run(STORY, SEED, policy)).isEqualTo(Simulation.run(STORY, SEED, policy));
        }
    }

    @Test
    void withTheStorysAssumptionsTermsBeatBothOthersOnEverySeed() {
        for (long seed = 1; seed <= 5; seed++) {
            long termsMinor = Simulation.run(STORY, seed, Policy.TERMS).figures().keepsMinor();
            assertThat(termsMinor).as("seed " + seed)
                    .isGreaterThan(Simulation.run(STORY, seed, Policy.NEVER).figures().keepsMinor())
                    .isGreaterThan(Simulation.run(STORY, seed, Policy.GURUS).figures().keepsMinor());
        }
    }

    /** What each taker got is the line; what a partner who pays gets is not stopped. */
    @Test
    void givingToEachTakerStopsAtTheLine() {
        Played played = Simulation.run(STORY, SEED, Policy.STOP_LOSS).played();

        for (Played.PartnerStop stop : played.stops()) {
            if (stop.partner().kind() == Partner.Kind.TAKER) {
                assertThat(stop.given()).isEqualTo(CoreGuard.LINE_VISITS);
                assertThat(stop.firstDay()).isBetween(2, 20);
                assertThat(stop.refused()).isGreaterThan(200);
            }
        }
        assertThat(Simulation.run(STORY, SEED, Policy.CENTUPLE).played().stops())
                .filteredOn(stop -> stop.partner().kind() == Partner.Kind.TAKER)
                .allMatch(stop -> stop.firstDay() == null && stop.owedMinor() > 0);
        assertThat(Simulation.run(STORY, SEED, Policy.TERMS).played().stops())
                .allMatch(stop -> stop.firstDay() == null && stop.refused() == 0);
    }

    /** The model can say no: where visitors would have bought at home and partners do not return, terms lose. */
    @Test
    void termsLoseToNeverWhereTooMuchIsLostAtHome() {
        NicheSettings unlucky = STORY.withBuying(STORY.buying().losing(0.6, 0.3)).withPartners(0, 14, 0);

        for (long seed : List.of(1L, 2L, 3L)) {
            assertThat(Simulation.run(unlucky, seed, Policy.TERMS).figures().keepsMinor()).as("seed " + seed)
                    .isLessThan(Simulation.run(unlucky, seed, Policy.NEVER).figures().keepsMinor());
        }
    }
}

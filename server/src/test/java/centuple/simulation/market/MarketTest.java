package centuple.simulation.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import centuple.reciprocity.PairReason;
import centuple.simulation.guard.CoreGuard;
import centuple.simulation.guard.Stops;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

class MarketTest {
    private static final MarketSettings STORY = MarketSettings.STORY;
    private static final long SEED = 2_897;

    @ParameterizedTest
    @EnumSource(MarketPolicy.class)
    void sameSeedSameFiguresOtherSeedOthers(MarketPolicy policy) {
        MarketSettings few = STORY.with(new MarketSettings.Size(15, 400, 5));

        MarketRun run = play(few, SEED, policy);
        assertThat(play(few, SEED, policy)).isEqualTo(run);
        assertThat(play(few, SEED + 1, policy).study()).isNotEqualTo(run.study());
    }

    /** These have to come out on every machine. They change only with the model or with the rules. */
    @ParameterizedTest
    @CsvSource({"GURUS, 246090", "NEVER, 556863", "TIT_FOR_TAT, 649213", "STOP_LOSS, 672560", "TERMS, 686813",
            "CENTUPLE, 686207"})
    void theStorysFigures(MarketPolicy policy, long keepsMinor) {
        assertThat(play(STORY, SEED, policy).study().money().keepsMinor()).isEqualTo(keepsMinor);
    }

    @Test
    void everybodyMeetsTheSamePeople() {
        Map<MarketPolicy, MarketRun.Study> studies = new EnumMap<>(MarketPolicy.class);
        for (MarketPolicy policy : MarketPolicy.values()) {
            studies.put(policy, play(STORY, SEED, policy).study());
        }
        assertThat(studies.values()).extracting(MarketRun.Study::visitors).containsOnly(14_425L);
        MarketRun.Study never = Objects.requireNonNull(studies.get(MarketPolicy.NEVER));
        assertThat(studies.get(MarketPolicy.GURUS)).extracting(study -> study.money().forgoneMinor())
                .isEqualTo(never.money().keepsMinor());
        // Whom terms gave, a line gave or refused.
        assertThat(studies.get(MarketPolicy.STOP_LOSS)).extracting(study -> study.given() + study.refused())
                .isEqualTo(Objects.requireNonNull(studies.get(MarketPolicy.TERMS)).given());
    }

    /** Made-up visitors buy nothing: whoever reports no order is stopped, whatever it sends back. */
    @Test
    void whoAnswersWithMadeUpVisitorsIsStopped() {
        for (long seed : List.of(SEED, 1L, 2L, 3L)) {
            assertThat(play(STORY, seed, MarketPolicy.CENTUPLE).pairs()).as("seed " + seed)
                    .filteredOn(pairs -> pairs.behaviour() == Behaviour.COLLUDER)
                    .allSatisfy(pairs -> assertThat(pairs.stopped()).isEqualTo(pairs.pairs()));
        }
    }

    @Test
    void theLineCostsTwentyVisitsForEachTakerAndTitForTatOne() {
        for (MarketRun.PartnerLine partner : play(STORY, SEED, MarketPolicy.STOP_LOSS).partners()) {
            if (partner.behaviour() == Behaviour.TAKER) {
                assertThat(partner.given()).isEqualTo(CoreGuard.LINE_VISITS);
                assertThat(stopped(partner).reason()).isEqualTo(PairReason.TRIAL_USED_UP);
                assertThat(partner.pauses()).hasSize(1);
                assertThat(partner.refused()).isPositive();
            }
        }
        assertThat(play(STORY, SEED, MarketPolicy.TIT_FOR_TAT).partners())
                .filteredOn(partner -> partner.behaviour() == Behaviour.TAKER)
                .allMatch(partner -> partner.given() == 1);
    }

    /** Tit for tat believes whoever answers; what visits proved worth does not. */
    @Test
    void visitsThatAreMadeUpDeceiveTitForTatAndNotTheLine() {
        for (MarketRun.Pairs pairs : play(STORY, SEED, MarketPolicy.TIT_FOR_TAT).pairs()) {
            assertThat(pairs.stopped()).isEqualTo(pairs.behaviour() == Behaviour.COLLUDER ? 0 : pairs.pairs());
        }
        assertThat(play(STORY, SEED, MarketPolicy.STOP_LOSS).pairs())
                .filteredOn(pairs -> pairs.behaviour() == Behaviour.COLLUDER)
                .allMatch(pairs -> pairs.stopped() == pairs.pairs());
    }

    @Test
    void whoReturnsAThirdIsCaughtByTheRatioFloorWithinTwentyFourPeriods() {
        MarketSettings pair = STORY.with(new MarketSettings.Size(2, 24 * 720, 10))
                .with(new MarketSettings.Mix(0, 0, 1, 0));
        int caught = 0;
        for (long seed = 1; seed <= 10; seed++) {
            MarketRun.PartnerLine partner = play(pair, seed, MarketPolicy.CENTUPLE).partners().getFirst();
            Stops.Stopped stopped = partner.stopped();
            caught += stopped != null && stopped.reason() == PairReason.FLOOR_ALARM ? 1 : 0;
        }
        assertThat(caught).isGreaterThanOrEqualTo(9);
    }

    @Test
    void whereAllAreHonestSharingPaysAndFewPairsPause() {
        MarketSettings honest = STORY.with(new MarketSettings.Mix(1, 0, 0, 0));
        long never = play(honest, SEED, MarketPolicy.NEVER).kinds().getFirst().meanMinor();
        for (MarketPolicy policy : List.of(MarketPolicy.TIT_FOR_TAT, MarketPolicy.STOP_LOSS, MarketPolicy.TERMS,
                MarketPolicy.CENTUPLE)) {
            assertThat(play(honest, SEED, policy).kinds().getFirst().meanMinor()).as(policy.key())
                    .isGreaterThan(never);
        }
        assertThat(play(honest, SEED, MarketPolicy.CENTUPLE).pairs().getFirst().pausedShare()).isLessThan(0.05);
    }

    @Test
    void manyShopsHaveFourteenPartnersEachAndEveryWayHasItsWayBack() {
        for (int shops : new int[]{2, 3, 14, 15, 16, 17, 1_000}) {
            MarketSettings settings = STORY.with(new MarketSettings.Size(shops, 1, 1));
            Circle circle = new Circle(shops, settings.partners());
            var flows = circle.flows();
            for (int edge = 0; edge < shops * circle.partners(); edge++) {
                int back = flows.twin(edge);
                assertThat(circle.to(edge)).isNotEqualTo(circle.from(edge)).isEqualTo(circle.from(back));
                assertThat(circle.to(back)).isEqualTo(circle.from(edge));
                assertThat(flows.twin(back)).isEqualTo(edge);
            }
        }
    }

    @Test
    void sizesHaveLimits() {
        assertThatThrownBy(() -> new MarketSettings.Size(1, 10, 1)).hasMessageContaining("shops: 2 to 1000");
        assertThatThrownBy(() -> new MarketSettings.Size(2, 0, 1)).hasMessageContaining("hours");
        assertThatThrownBy(() -> new MarketSettings.Size(2, 1, Double.NaN)).hasMessageContaining("visitors");
        assertThatThrownBy(() -> new MarketSettings.Size(1_000, 100_000, 100)).hasMessageContaining("200 million");
        assertThatThrownBy(() -> new MarketSettings.Mix(0, 0, 0, 0)).hasMessageContaining("mix");
    }

    private static Stops.Stopped stopped(MarketRun.PartnerLine partner) {
        return Objects.requireNonNull(partner.stopped());
    }

    private static MarketRun play(MarketSettings settings, long seed, MarketPolicy policy) {
        return Market.play(settings, seed, policy, _ -> {
        });
    }
}

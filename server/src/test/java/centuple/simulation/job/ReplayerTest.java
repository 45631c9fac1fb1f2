package centuple.simulation.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import centuple.click.VisitClass;
import centuple.simulation.Niche;
import centuple.simulation.NicheEvent;
import centuple.simulation.NicheSettings;
import centuple.simulation.Played;
import centuple.simulation.Policy;
import centuple.simulation.PolicyFigures;
import centuple.simulation.Simulation;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.SplittableRandom;

class ReplayerTest {
    private static final long SEED = 11;
    private static final NicheSettings SETTINGS = NicheSettings.STORY.withHours(1_200);

    @Test
    void theReplayedNicheHasTheFiguresOfTheModel() {
        PaperNiche niche = new PaperNiche(SETTINGS, Policy.TERMS);
        Played played = Niche.play(SETTINGS, SEED, Policy.TERMS);
        Replayer replayer = new Replayer(niche.path(), new SplittableRandom(SEED));
        for (NicheEvent event : played.events()) {
            replayer.take(ReplayLines.read(ReplayLines.write(niche.writing().of(event))));
        }
        ReplaySummary summary = replayer.finish();

        PolicyFigures model = Simulation.run(SETTINGS, SEED, Policy.TERMS).figures();
        assertThat(summary.events()).isEqualTo(played.events().size());
        assertThat(summary.visitsRefused()).isZero();
        assertThat(summary.factsRefused()).isZero();
        assertThat(summary.factsRepeated()).isPositive();
        assertThat(summary.visitsCounted()).isEqualTo(model.visits().given() + model.visits().returned());
        assertThat(niche.clicks).allMatch(click -> click.visit().visitClass() == VisitClass.COUNTED)
                .anyMatch(click -> click.hops().count() == 1);
        assertThat(niche.owedMinor(PaperNiche.shop(-1), true)).isEqualTo(model.commissionMinor()).isPositive();
    }

    @Test
    void withoutTermsNothingIsBooked() {
        PaperNiche niche = new PaperNiche(SETTINGS, Policy.GURUS);
        Replayer replayer = new Replayer(niche.path(), new SplittableRandom(SEED));
        Niche.play(SETTINGS.withHours(200), SEED, Policy.GURUS).events()
                .forEach(event -> replayer.take(niche.writing().of(event)));
        ReplaySummary summary = replayer.finish();

        assertThat(summary.visits()).isPositive();
        assertThat(summary.facts()).isPositive();
        assertThat(niche.exchange.ledger.balancesMinor()).isEmpty();
    }

    @Test
    void refusesALiveExchange() {
        PaperNiche niche = new PaperNiche(SETTINGS, Policy.TERMS);
        niche.live = true;

        assertThatThrownBy(() -> new Replayer(niche.path(), new SplittableRandom(1)))
                .isInstanceOf(ReplayException.class).hasMessageContaining("live");
    }

    @Test
    void refusesTimeThatRunsBackAndClicksNobodyMade() {
        PaperNiche niche = new PaperNiche(SETTINGS, Policy.TERMS);
        Replayer replayer = new Replayer(niche.path(), new SplittableRandom(1));
        Instant at = SETTINGS.clock().start();
        replayer.take(new ReplayEvent.Time(at.plusSeconds(60)));

        assertThatThrownBy(() -> replayer.take(new ReplayEvent.Time(at))).isInstanceOf(ReplayException.class)
                .hasMessageContaining("comes after");
        byte[] line = """
                {"type":"click","at":"2025-01-02T00:00:00Z","ref":"a","link":"from0to1","via":"nobody"}""".getBytes(
                java.nio.charset.StandardCharsets.UTF_8);
        assertThatThrownBy(() -> replayer.take(ReplayLines.read(line))).isInstanceOf(ReplayException.class)
                .hasMessageContaining("nobody");
    }
}

package centuple.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

class NicheTest {
    private static final long SEED = 2_897;
    private static final NicheSettings STORY = NicheSettings.STORY;

    @Test
    void lastsAHundredAndTwentyDaysAndSeventeenHours() {
        assertThat(Duration.between(STORY.clock().start(), STORY.clock().end()))
                .isEqualTo(Duration.ofDays(120).plusHours(17));
        assertThat(STORY.partners().all()).hasSize(14);
    }

    @Test
    void gurusGiveEveryoneAndSellNothing() {
        Played played = Niche.play(STORY, SEED, Policy.GURUS);

        Played.Totals totals = played.totals();
        assertThat(totals.ownSalesMinor()).isZero();
        assertThat(totals.ownMarginMinor()).isZero();
        assertThat(totals.receivedMarginMinor()).isZero();
        assertThat(totals.visits().given()).isEqualTo(totals.visits().visitors() + totals.visits().returned());
        assertThat(facts(played, fact -> fact.shop() == Visitor.AT_JACQUES)).isEmpty();
        assertThat(totals.givenMinor()).isPositive();
    }

    @Test
    void neverGivesNothingAndNobodyReturns() {
        Played.Totals totals = Niche.play(STORY, SEED, Policy.NEVER).totals();

        assertThat(totals.visits().given()).isZero();
        assertThat(totals.visits().returned()).isZero();
        assertThat(totals.givenMinor()).isZero();
        assertThat(totals.ownSalesMinor()).isPositive();
    }

    @Test
    void whatIsGivenIsMissingAtHome() {
        NicheSettings alone = new NicheSettings(STORY.clock(), new NicheSettings.Visitors(5, 0.35, 0, 0, 0),
                STORY.buying(), STORY.basket(), STORY.afterwards(), STORY.partners());
        long keptMinor = Niche.play(alone, SEED, Policy.NEVER).totals().ownMarginMinor();

        for (Policy policy : List.of(Policy.GURUS, Policy.TERMS)) {
            Played.Totals totals = Niche.play(alone, SEED, policy).totals();
            assertThat(totals.ownMarginMinor() + totals.givenMinor()).as(policy.name()).isEqualTo(keptMinor);
        }
    }

    @Test
    void takersSendNobody() {
        Played played = Niche.play(STORY, SEED, Policy.TERMS);

        Set<Partner.Kind> senders = new HashSet<>();
        for (NicheEvent event : played.events()) {
            if (event instanceof NicheEvent.Click click && click.from() != Visitor.AT_JACQUES) {
                senders.add(STORY.partners().all().get(click.from()).kind());
            }
        }
        assertThat(senders).containsExactlyInAnyOrder(Partner.Kind.HONEST, Partner.Kind.UNDER_RETURNER);
    }

    @Test
    void sameSeedSameEventsOtherSeedOthers() {
        Played one = Niche.play(STORY.withHours(300), SEED, Policy.TERMS);

        assertThat(Niche.play(STORY.withHours(300), SEED, Policy.TERMS)).isEqualTo(one);
        assertThat(Niche.play(STORY.withHours(300), SEED + 1, Policy.TERMS).events()).isNotEqualTo(one.events());
    }

    @Test
    void eventsComeInOrderWithinTheHoursAndNameOnlyEarlierClicks() {
        Played played = Niche.play(STORY, SEED, Policy.TERMS);

        Set<String> clicks = new HashSet<>();
        var last = STORY.clock().start();
        for (NicheEvent event : played.events()) {
            assertThat(event.at()).isAfterOrEqualTo(last);
            last = event.at();
            switch (event) {
                case NicheEvent.Click click -> {
                    assertThat(clicks.add(click.ref())).isTrue();
                    assertThat(click.viaRef() == null || clicks.contains(click.viaRef())).isTrue();
                }
                case NicheEvent.Fact fact -> fact.tokens()
                        .forEach(token -> assertThat(clicks).contains(token.clickRef()));
            }
        }
        assertThat(last).isBefore(STORY.clock().end());
    }

    private static List<NicheEvent.Fact> facts(Played played, Predicate<NicheEvent.Fact> which) {
        return played.events().stream().filter(NicheEvent.Fact.class::isInstance).map(NicheEvent.Fact.class::cast)
                .filter(which).toList();
    }
}

package centuple.shop.partnership;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.money.BasisPoints;
import centuple.money.Currency;
import centuple.shop.Decision;
import centuple.shop.Event;
import centuple.shop.Rate;
import centuple.shop.RateRule;
import centuple.shop.Refusal;
import centuple.shop.ShopId;
import centuple.shop.Terms;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

class NegotiationTest {
    private static final ShopId ANNE = new ShopId(1);
    private static final ShopId BELA = new ShopId(2);
    private static final Instant MONDAY = Instant.parse("2026-11-23T08:00:00Z");
    private static final Instant TUESDAY = Instant.parse("2026-11-24T08:00:00Z");
    private static final Terms.Shares SHARES = new Terms.Shares(new BasisPoints(200), new BasisPoints(5_000));

    @Test
    void aProposalOffersAndAsks() {
        Partnership proposed = made(propose(ANNE, BELA));
        assertThat(proposed.state()).isEqualTo(PartnershipState.PROPOSED);
        assertThat(proposed.newestOf(ANNE).orElseThrow().giver()).isEqualTo(BELA);
        assertThat(proposed.newestOf(BELA).orElseThrow().giver()).isEqualTo(ANNE);
        assertThat(proposed.terms()).allSatisfy(terms -> {
            assertThat(terms.acceptedAt()).isNull();
            assertThat(terms.shares()).isEqualTo(SHARES);
        });
        assertThat(events(propose(ANNE, BELA))).extracting(Event::kind).containsExactly("partnership.proposed");
    }

    @Test
    void theOtherSideAcceptsBothTermsAtOnce() {
        Partnership accepted = made(Negotiation.accept(made(propose(ANNE, BELA)), BELA, TUESDAY));
        assertThat(accepted.state()).isEqualTo(PartnershipState.ACCEPTED);
        assertThat(accepted.terms()).extracting(Terms::acceptedAt).containsExactly(TUESDAY, TUESDAY);
    }

    @Test
    void nobodyAcceptsTheirOwnProposalOrBecomesTheirOwnPartner() {
        assertThat(reason(propose(ANNE, ANNE))).isEqualTo(Refusal.SELF_PARTNERSHIP);
        assertThat(reason(Negotiation.accept(made(propose(ANNE, BELA)), ANNE, TUESDAY)))
                .isEqualTo(Refusal.NOT_YOURS_TO_ANSWER);
        assertThat(reason(Negotiation.propose(new Negotiation.Proposal(new Partnership.Parties(ANNE, BELA), null, null),
                new Negotiation.Start(new UUID(0, 1), true, 1, 1, SHARES), MONDAY)))
                .isEqualTo(Refusal.PARTNERSHIP_EXISTS);
    }

    @Test
    void everyStateAllowsOnlyItsOwnSteps() {
        Partnership proposed = made(propose(ANNE, BELA));
        Partnership accepted = made(Negotiation.accept(proposed, BELA, TUESDAY));
        Partnership declined = made(Negotiation.decline(proposed, ANNE, TUESDAY));
        Partnership ended = made(Negotiation.end(accepted, ANNE, TUESDAY));
        for (Partnership closed : List.of(declined, ended)) {
            assertThat(reason(Negotiation.accept(closed, BELA, TUESDAY))).isEqualTo(Refusal.WRONG_STATE);
            assertThat(reason(Negotiation.decline(closed, BELA, TUESDAY))).isEqualTo(Refusal.WRONG_STATE);
            assertThat(reason(Negotiation.end(closed, BELA, TUESDAY))).isEqualTo(Refusal.WRONG_STATE);
            assertThat(reason(Negotiation.offer(closed, offered(2), TUESDAY))).isEqualTo(Refusal.WRONG_STATE);
            assertThat(closed.dates().closedBy()).isEqualTo(ANNE);
        }
        assertThat(reason(Negotiation.end(proposed, ANNE, TUESDAY))).isEqualTo(Refusal.WRONG_STATE);
        assertThat(reason(Negotiation.decline(accepted, ANNE, TUESDAY))).isEqualTo(Refusal.WRONG_STATE);
        assertThat(reason(Negotiation.offer(proposed, offered(2), TUESDAY))).isEqualTo(Refusal.WRONG_STATE);
    }

    @Test
    void aNewVersionComesIntoForceOnlyWhenTheGiverAccepts() {
        Partnership accepted = made(Negotiation.accept(made(propose(ANNE, BELA)), BELA, MONDAY));
        Partnership offered = made(Negotiation.offer(accepted, offered(2), MONDAY));
        assertThat(offered.acceptedOf(ANNE).orElseThrow().version()).isEqualTo(1);
        Terms second = offered.newestOf(ANNE).orElseThrow();
        Partnership agreed = made(Negotiation.acceptTerms(offered, second, TUESDAY));
        assertThat(agreed.acceptedOf(ANNE).orElseThrow().version()).isEqualTo(2);
        assertThat(agreed.acceptedOf(ANNE).orElseThrow().acceptedAt()).isEqualTo(TUESDAY);
        assertThat(reason(Negotiation.acceptTerms(agreed, agreed.newestOf(ANNE).orElseThrow(), TUESDAY)))
                .isEqualTo(Refusal.TERMS_ALREADY_ACCEPTED);
    }

    @Test
    void anOfferThatWasReplacedCannotBeAcceptedAnyMore() {
        Partnership accepted = made(Negotiation.accept(made(propose(ANNE, BELA)), BELA, MONDAY));
        Partnership twice = made(
                Negotiation.offer(made(Negotiation.offer(accepted, offered(2), MONDAY)), offered(3), MONDAY));
        assertThat(reason(Negotiation.acceptTerms(twice, offered(2), TUESDAY))).isEqualTo(Refusal.TERMS_SUPERSEDED);
        assertThat(made(Negotiation.acceptTerms(twice, offered(3), TUESDAY)).acceptedOf(ANNE).orElseThrow().version())
                .isEqualTo(3);
    }

    @Test
    void versionsAreLimited() {
        Partnership partnership = made(Negotiation.accept(made(propose(ANNE, BELA)), BELA, MONDAY));
        for (int version = 2; version <= Negotiation.VERSIONS_MAX; version++) {
            partnership = made(Negotiation.offer(partnership, offered(version), MONDAY));
        }
        assertThat(reason(Negotiation.offer(partnership, offered(Negotiation.VERSIONS_MAX + 1), MONDAY)))
                .isEqualTo(Refusal.TOO_MANY);
    }

    private static Decision<Partnership> propose(ShopId from, ShopId to) {
        return Negotiation.propose(new Negotiation.Proposal(new Partnership.Parties(from, to), offer(), offer()),
                new Negotiation.Start(new UUID(0, 1), false, 1, 1, SHARES), MONDAY);
    }

    private static TermsOffer offer() {
        return new TermsOffer(new Currency("EUR"), List.of(RateRule.ofDefault(new Rate.Percent(new BasisPoints(500)))),
                Terms.Limits.DEFAULT, Terms.Arrival.DEFAULT);
    }

    private static Terms offered(int version) {
        return offer().offered(ANNE, BELA, version, SHARES, MONDAY);
    }

    private static Partnership made(Decision<Partnership> decision) {
        assertThat(decision).isInstanceOf(Decision.Made.class);
        return ((Decision.Made<Partnership>) decision).value();
    }

    private static List<Event> events(Decision<Partnership> decision) {
        return ((Decision.Made<Partnership>) decision).events();
    }

    private static Refusal reason(Decision<Partnership> decision) {
        assertThat(decision).isInstanceOf(Decision.Refused.class);
        return ((Decision.Refused<Partnership>) decision).reason();
    }
}

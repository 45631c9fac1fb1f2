package centuple.simulation.market;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.money.BasisPoints;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The ledger of policies without any chance: 2,897 rounds, giving a visitor costs 1, the partner gains 3, three
 * partners in turn. The engine has to find the sums that are reckoned by hand.
 */
class PolicyLedgerTest {
    private static final int ROUNDS = 2_897;
    private static final int PARTNERS = 3;
    private static final long COST_MINOR = 100;
    private static final long BENEFIT_MINOR = 300;

    /** Everything is kept of a sale, half of the partner's gain is the commission. */
    private static final MarketSettings SETTINGS = new MarketSettings(
            new MarketSettings.Size(PARTNERS + 1, ROUNDS, 1), new MarketSettings.Mix(1, 1, 0, 0),
            new MarketSettings.Buying(1, 1, 1, 1, 1), new MarketSettings.Orders(BENEFIT_MINOR, 0,
                    new BasisPoints(10_000), new BasisPoints(5_000), 0, 1));

    @ParameterizedTest
    @CsvSource({"GURUS, -289700", "TIT_FOR_TAT, -300", "STOP_LOSS, -6000", "TERMS, 144850", "NEVER, 0"})
    void againstPartnersWhoNeverReturnAnything(MarketPolicy policy, long gainMinor) {
        assertThat(gainMinor(policy, Behaviour.TAKER)).isEqualTo(gainMinor);
    }

    @ParameterizedTest
    @CsvSource({"GURUS, 579400", "TIT_FOR_TAT, 579400", "STOP_LOSS, 579400", "NEVER, 0"})
    void againstHonestReciprocators(MarketPolicy policy, long gainMinor) {
        assertThat(gainMinor(policy, Behaviour.HONEST)).isEqualTo(gainMinor);
    }

    @Test
    void centupleIsPaidByTakersAndStopsColluders() {
        assertThat(gainMinor(MarketPolicy.CENTUPLE, Behaviour.TAKER))
                .isEqualTo(gainMinor(MarketPolicy.TERMS, Behaviour.TAKER));
        // On terms alone nobody stops those who hide every order. Reciprocity does, after two trial credits of 25
        // visits at most and as many visits as four orders of doubt take (16), for each of them.
        assertThat(gainMinor(MarketPolicy.TERMS, Behaviour.COLLUDER)).isEqualTo(-289_700);
        assertThat(gainMinor(MarketPolicy.CENTUPLE, Behaviour.COLLUDER))
                .isBetween(-PARTNERS * (2 * 25 + 16) * COST_MINOR, -PARTNERS * 25 * COST_MINOR);
    }

    /** What the shop under study has above what it would have without any partner. */
    private static long gainMinor(MarketPolicy policy, Behaviour partners) {
        List<Behaviour> behaviours = new ArrayList<>(List.of(Behaviour.HONEST));
        for (int i = 0; i < PARTNERS; i++) {
            behaviours.add(partners);
        }
        MarketRun run = Market.play(SETTINGS, policy, behaviours, PolicyLedgerTest::inTurn, _ -> {
        });
        return run.study().money().keepsMinor() - ROUNDS * COST_MINOR;
    }

    /** Each round one visitor for the partner whose turn it is, and one of that partner for the shop under study. */
    private static void inTurn(int round, Consumer<Caller> door) {
        int partner = round % PARTNERS;
        door.accept(caller(0, partner));
        door.accept(caller(1 + partner, PARTNERS - 1 - partner));
    }

    private static Caller caller(int shop, int friend) {
        Caller caller = new Caller();
        caller.shop = shop;
        caller.friend = friend;
        caller.homeMinor = COST_MINOR;
        caller.awayMinor = BENEFIT_MINOR;
        return caller;
    }
}

package centuple.commission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What decisions tell, and that they tell it once. */
class EventsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private final Play play = new Play();
    private int minute;

    @Test
    void aSaleAndItsRefundAreTold() {
        say("Clara offers Anna 10 %", "Anna sends a visitor to Clara: click a1");
        assertThat(told("Clara reports order 1, paid: 1 mug 10.00; click a1")).containsExactly("Attributed",
                "Booked 100");
        assertThat(told("Clara reports order 1, paid: 1 mug 10.00; click a1")).isEmpty();
        assertThat(told("Clara refunds order 1: 4.00")).containsExactly("Reversed 40");
        assertThat(told("Clara refunds order 1: 9.00")).containsExactly("Flagged REFUND_BEYOND_ORDER", "Reversed 60");
        assertThat(told("Clara refunds order 1: 1.00")).isEmpty();
    }

    @Test
    void aMoveAndATryAreTold() {
        say("Clara offers Anna 10 %", "Clara offers Bruno 10 %", "Bruno sends a visitor to Clara: click b1",
                "Anna sends a visitor to Clara: click a1", "Clara reports order 1, paid: 1 mug 10.00; click a1");
        assertThat(told("Clara reports order 1, placed: 1 mug 10.00; click b1")).containsExactly("Attributed",
                "Refused LOWER_VERSION", "Attempted MOVE", "Reversed 100", "Booked 100");
    }

    @Test
    void aGiverWhoseMarkWouldCountIsToldWhyItDoesNot() {
        say("Clara offers Anna 10 %", "Clara offers Bruno 10 %", "Clara gives Bruno the coupon SAVE",
                "Anna sends a visitor to Clara: click a1", "Bruno sends a visitor to Clara: click b1");
        assertThat(told("Clara reports order 1, paid: 1 mug 10.00; click b1; click a1"))
                .contains("Refused NEWER_CLICK");
        assertThat(told("Clara reports order 1, paid: 1 mug 11.00; click b1; click a1; version 4"))
                .containsExactly("Booked 10");
        assertThat(told("Clara reports order 2, paid: 1 mug 10.00; coupon SAVE; click a1"))
                .contains("Refused CLICK_BEFORE_COUPON");
        assertThat(told("Clara reports order 3, paid: 1 mug 10.00; coupon SAVE; click b1")).containsExactly(
                "Attributed",
                "Booked 100");
    }

    @Test
    void theFirstShopOfAChainIsToldOnce() {
        say("Clara offers Anna 10 %", "Clara offers Bruno 10 %", "Bruno offers Anna 10 %",
                "Anna sends a visitor to Bruno: click a1", "Bruno sends a visitor of click a1 to Clara: click b1");
        assertThat(told("Clara reports order 1, paid: 1 mug 10.00; click b1")).containsExactlyInAnyOrder("Attributed",
                "Shared", "Booked 50", "Booked 50");
        assertThat(told("Clara reports order 1, paid: 1 mug 20.00; click b1; version 4"))
                .containsExactly("Booked 50", "Booked 50");
    }

    @Test
    void aRefusalIsToldToItsGiver() {
        say("Clara offers Anna 10 %, orders per click 1", "Anna sends a visitor to Clara: click a1",
                "Clara reports order 1, paid: 1 mug 10.00; click a1");
        assertThat(told("Clara reports order 2, paid: 1 mug 10.00; click a1")).containsExactly(
                "Unattributed CLICK_USED_UP", "Refused CLICK_USED_UP");
    }

    private void say(String... sentences) {
        for (String sentence : sentences) {
            play.happens(sentence, NOW.plusSeconds(60L * minute++));
        }
    }

    private List<String> told(String sentence) {
        int before = play.exchange().events().size();
        say(sentence);
        List<String> told = new ArrayList<>();
        for (CommissionEvent event : play.exchange().events().subList(before, play.exchange().events().size())) {
            told.add(switch (event) {
                case CommissionEvent.Attributed _ -> "Attributed";
                case CommissionEvent.Shared _ -> "Shared";
                case CommissionEvent.Unattributed unattributed -> "Unattributed " + unattributed.reason();
                case CommissionEvent.Refused refused -> "Refused " + refused.reason();
                case CommissionEvent.Attempted attempted -> "Attempted " + attempted.attempt().kind();
                case CommissionEvent.Booked booked -> "Booked " + booked.amountMinor();
                case CommissionEvent.Reversed reversed -> "Reversed " + reversed.amountMinor();
                case CommissionEvent.Flagged flagged -> "Flagged " + flagged.flag();
            });
        }
        return told;
    }
}

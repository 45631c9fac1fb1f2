package centuple.journal;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.click.ClickId;
import centuple.click.ClickRecord;
import centuple.click.ClickRoute;
import centuple.click.Device;
import centuple.click.Hops;
import centuple.click.SubIds;
import centuple.click.SuggestedLink;
import centuple.click.Visit;
import centuple.click.VisitClass;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.UUID;

/** Suggested links are one each for a visitor: their visits are counted together, or the counts would be as many. */
class DailyVisitsTest {
    @Test
    void suggestedLinksOfAPairAreCountedTogether() {
        UUID stored = new UUID(0x019ab000_1234_7000L, Long.MIN_VALUE | 1);
        List<ClickRecord> clicks = List.of(click(1, SuggestedLink.decisionId(new UUID(0x7000, Long.MIN_VALUE | 5))),
                click(2, SuggestedLink.decisionId(new UUID(0x7000, Long.MIN_VALUE | 6))), click(3, stored));
        assertThat(DailyVisits.of(clicks).values()).containsExactlyInAnyOrder(2L, 1L);
        assertThat(DailyVisits.of(clicks).keySet()).extracting(DailyVisits.Key::linkId)
                .containsExactlyInAnyOrder(DailyVisits.SUGGESTED, stored);
        assertThat(SuggestedLink.isDecisionId(DailyVisits.SUGGESTED)).isTrue();
    }

    private static ClickRecord click(int number, UUID link) {
        return new ClickRecord(new ClickId(number, number), 1_800_000_000_000L, ClickRoute.of(link, 1, 2, 3), Hops.NONE,
                new Visit(VisitClass.COUNTED, Device.DESKTOP, ""), SubIds.NONE);
    }
}

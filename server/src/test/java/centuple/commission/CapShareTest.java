package centuple.commission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.YearMonth;

class CapShareTest {
    private static final YearMonth MONTH = YearMonth.of(2026, 11);

    @ParameterizedTest(name = "{8}")
    @CsvSource(delimiter = '|', textBlock = """
            # highest | allowed | booked | target | room | highest | allowed | booked | case
            0   | 0   | 0   | 100 | 150 | 100 | 100 | 100 | a first target with room
            0   | 0   | 0   | 100 | 40  | 100 | 40  | 40  | cut to the room there is
            0   | 0   | 0   | 100 | 0   | 100 | 0   | 0   | no room
            100 | 40  | 40  | 100 | 60  | 100 | 40  | 40  | room for others is not for what was cut
            100 | 40  | 40  | 130 | 60  | 130 | 70  | 70  | what goes beyond asks for its part
            100 | 40  | 40  | 130 | 10  | 130 | 50  | 50  | and takes what there is
            100 | 100 | 100 | 60  | 0   | 100 | 100 | 60  | a refund takes back
            100 | 40  | 40  | 60  | 50  | 100 | 40  | 40  | a refund above what was allowed takes nothing
            100 | 40  | 40  | 30  | 50  | 100 | 40  | 30  | and below it takes back
            100 | 100 | 0   | 100 | 100 | 100 | 100 | 100 | cancelled and paid again
            100 | 100 | 0   | 100 | 30  | 100 | 30  | 30  | but others took the room meanwhile
            100 | 100 | 60  | 80  | 50  | 100 | 100 | 80  | a part comes back
            100 | 100 | 60  | 120 | 50  | 120 | 110 | 110 | comes back and grows, as far as there is room""")
    void grants(long highest, long allowed, long booked, long target, long room, long highestAfter, long allowedAfter,
            long bookedAfter, String meaning) {
        CapShare before = highest == 0 ? null : new CapShare(MONTH, highest, allowed);
        assertThat(CapShare.grant(before, MONTH, booked, target, room)).as(meaning)
                .isEqualTo(new CapShare.Grant(new CapShare(MONTH, highestAfter, allowedAfter), bookedAfter));
    }
}

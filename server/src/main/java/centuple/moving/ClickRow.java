package centuple.moving;

import java.time.Instant;
import java.util.Locale;
import java.util.Set;

/**
 * One click of another program, or all the clicks of one link.
 *
 * @param at when it was; of a total since when it was counted
 * @param isTotal whether it is a total
 * @param isBot whether the other program took it for a robot
 */
public record ClickRow(ShortLink link, Instant at, boolean isTotal, boolean isBot, long count) {
    private static final long COUNT_MAX = 1_000_000_000_000L;
    private static final Set<String> YES = Set.of("true", "1", "yes", "t");

    /**
     * Reads a row: a single click where it has a time, else a total.
     *
     * @throws RefusedRowException naming the first field that is wrong
     */
    public static ClickRow read(Row row, Mapping mapping) throws RefusedRowException {
        ShortLink link = ShortLink.read(row.needed(MovedField.SHORT_LINK));
        String at = row.text(MovedField.AT);
        if (!at.isEmpty()) {
            boolean isBot = YES.contains(row.text(MovedField.BOT).toLowerCase(Locale.ROOT));
            return new ClickRow(link, Times.read(MovedField.AT, at, mapping.zone()), false, isBot, 1);
        }
        String count = row.text(MovedField.COUNT);
        if (count.isEmpty()) {
            throw RefusedRowException.of(MovedField.AT, "is empty, and so is count: the row tells of no click");
        }
        if (!count.matches("[0-9]{1,13}") || Long.parseLong(count) > COUNT_MAX) {
            throw RefusedRowException.of(MovedField.COUNT, "is not a whole number from 0 to " + COUNT_MAX);
        }
        return new ClickRow(link, Times.read(MovedField.SINCE, row.needed(MovedField.SINCE), mapping.zone()), true,
                false, Long.parseLong(count));
    }
}

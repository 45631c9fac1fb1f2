package centuple.moving;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** Reads times as other programs write them. Stateless. */
final class Times {
    private static final int DATE_CHARS = "2026-11-23".length();

    private Times() {
    }

    /**
     * A time such as {@code 2026-11-23T08:00:00Z}, {@code 2026-11-23 08:00:00} or {@code 2026-11-23}.
     *
     * @param zone where one without an offset was
     */
    static Instant read(MovedField field, String text, ZoneId zone) throws RefusedRowException {
        try {
            if (text.length() == DATE_CHARS) {
                return LocalDate.parse(text).atStartOfDay(zone).toInstant();
            }
            String iso = text.replace(' ', 'T');
            boolean hasOffset = iso.endsWith("Z") || iso.lastIndexOf('+') > DATE_CHARS
                    || iso.lastIndexOf('-') > DATE_CHARS;
            Instant time = hasOffset
                    ? OffsetDateTime.parse(iso).toInstant()
                    : LocalDateTime.parse(iso).atZone(zone).toInstant();
            return time.truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeException e) {
            throw RefusedRowException.of(field,
                    "is not a time such as 2026-11-23T08:00:00Z, 2026-11-23 08:00:00 or 2026-11-23");
        }
    }
}

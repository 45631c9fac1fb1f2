package centuple.routing.store;

import centuple.routing.Ineligible;
import centuple.routing.LoggedDecision;
import centuple.routing.Suggested;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Map;

/**
 * A decision in the form in which COPY takes it: one small array while it waits, where the decision itself would be
 * dozens of objects that each collection of garbage has to move. Immutable.
 */
public final class DecisionRow {
    /** In this order. */
    static final String COLUMNS = "id, at, giver, reason, product, category, country, arm, eligible, refusals, shown";

    private static final int CHARACTERS_USUAL = 512;
    private static final long DAY_SECONDS = 86_400;

    private final Instant at;
    private final byte[] line;

    private DecisionRow(Instant at, byte[] line) {
        this.at = at;
        this.line = line;
    }

    /** The row of a decision. */
    public static DecisionRow of(LoggedDecision decision) {
        Suggested suggested = decision.suggested();
        StringBuilder line = new StringBuilder(CHARACTERS_USUAL);
        line.append(decision.id()).append('\t').append(decision.at());
        line.append('\t').append(suggested.question().giver());
        line.append('\t').append(suggested.question().reason().wire());
        escaped(suggested.product(), line);
        escaped(suggested.question().category(), line);
        String country = suggested.question().country();
        line.append('\t').append(country.isEmpty() ? "\\N" : country);
        line.append('\t').append(decision.arm().wire());
        line.append('\t').append(suggested.eligible());
        refusals(suggested, line.append('\t'));
        shown(suggested, line.append('\t'));
        line.append('\n');
        return new DecisionRow(decision.at(), line.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void refusals(Suggested suggested, StringBuilder to) {
        char before = '{';
        for (Map.Entry<Ineligible, Integer> refusal : suggested.refusals().entrySet()) {
            to.append(before).append('"').append(refusal.getKey().wire()).append("\":").append(refusal.getValue());
            before = ',';
        }
        to.append(before == '{' ? "{}" : "}");
    }

    private static void shown(Suggested suggested, StringBuilder to) {
        char before = '[';
        for (Suggested.Shown shown : suggested.shown()) {
            to.append(before).append("{\"receiver\":\"").append(shown.receiver()).append("\",\"product\":\"");
            escapedTwice(shown.product(), to);
            to.append("\",\"match\":\"").append(shown.match().wire()).append("\",\"probability\":")
                    .append(shown.probability()).append('}');
            before = ',';
        }
        to.append(before == '[' ? "[]" : "]");
    }

    /** A text within JSON within COPY: what JSON marks by a backslash, COPY wants by two. */
    private static void escapedTwice(String text, StringBuilder to) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                to.append("\\\\\"");
            } else if (c == '\\') {
                to.append("\\\\\\\\");
            } else if (c >= ' ') {
                to.append(c);
            } else if (c != 0) {
                to.append("\\\\u00").append(HexFormat.of().toHexDigits((byte) c));
            }
        }
    }

    /** A field after a tab, in COPY's text form. A zero character, which no text of PostgreSQL holds, is left out. */
    private static void escaped(String text, StringBuilder to) {
        to.append('\t');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> to.append("\\\\");
                case '\t' -> to.append("\\t");
                case '\n' -> to.append("\\n");
                case '\r' -> to.append("\\r");
                case '\0' -> {
                }
                default -> to.append(c);
            }
        }
    }

    /** The day in whose partition it belongs. */
    LocalDate day() {
        return LocalDate.ofEpochDay(Math.floorDiv(at.getEpochSecond(), DAY_SECONDS));
    }

    /** The line with its end, in UTF-8. Not to be changed. */
    byte[] line() {
        return line;
    }
}

package centuple.routing.store;

import centuple.platform.json.Json;
import centuple.platform.sql.Sql;
import centuple.routing.LoggedDecision;
import centuple.routing.Suggested;
import org.postgresql.PGConnection;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Writes decisions in one COPY, the fastest way into a table. Stateless. */
public final class DecisionCopy {
    private static final String COPY = """
            copy decision (id, at, giver, reason, product, category, country, arm, eligible, refusals, shown)
            from stdin""";
    private static final int CHARACTERS_PER_DECISION = 400;

    private DecisionCopy() {
    }

    /** Adds the decisions, and the partitions of their days. */
    public static void write(Connection connection, List<LoggedDecision> decisions) throws SQLException {
        TreeSet<LocalDate> days = new TreeSet<>();
        StringBuilder text = new StringBuilder(decisions.size() * CHARACTERS_PER_DECISION);
        for (LoggedDecision decision : decisions) {
            days.add(LocalDate.ofInstant(decision.at(), ZoneOffset.UTC));
            append(decision, text);
        }
        for (LocalDate day : days) {
            Sql.run(connection, "select decision_day_ensure(?)", day);
        }
        var bytes = new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8));
        try {
            connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("an array in memory could not be read", e);
        }
    }

    private static void append(LoggedDecision decision, StringBuilder to) {
        Suggested suggested = decision.suggested();
        to.append(decision.id()).append('\t').append(decision.at());
        to.append('\t').append(suggested.question().giver());
        to.append('\t').append(suggested.question().reason().wire());
        escaped(suggested.product(), to);
        escaped(suggested.question().category(), to);
        String country = suggested.question().country();
        to.append('\t').append(country.isEmpty() ? "\\N" : country);
        to.append('\t').append(decision.arm().name().toLowerCase(Locale.ROOT));
        to.append('\t').append(suggested.eligible());
        Map<String, Integer> refusals = new TreeMap<>();
        suggested.refusals().forEach((reason, count) -> refusals.put(reason.wire(), count));
        escaped(Json.string(refusals), to);
        escaped(Json.string(shown(suggested)), to);
        to.append('\n');
    }

    private static List<Map<String, Object>> shown(Suggested suggested) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Suggested.Shown shown : suggested.shown()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("receiver", shown.receiver().toString());
            one.put("product", shown.product());
            one.put("match", shown.match().name().toLowerCase(Locale.ROOT));
            one.put("probability", shown.probability());
            all.add(one);
        }
        return all;
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
}

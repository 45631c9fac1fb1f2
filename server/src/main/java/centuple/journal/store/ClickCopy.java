package centuple.journal.store;

import centuple.click.ClickRecord;
import centuple.click.Hops;
import centuple.click.SubIds;
import org.postgresql.PGConnection;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** Clicks as text for COPY, the fastest way into a table. All their values are of forms that need no escaping. */
final class ClickCopy {

    private static final String COPY = """
            copy click (id, at, link_id, giver, receiver, terms_version, hops, class, device, country,
                s1, s2, s3, s4, s5) from stdin""";
    private static final String NULL = "\\N";
    private static final int CHARACTERS_PER_CLICK = 200;
    private static final HexFormat HEX = HexFormat.of();

    private ClickCopy() {
    }

    /** Writes the clicks in one COPY. */
    static void write(Connection connection, List<ClickRecord> clicks) throws SQLException {
        StringBuilder text = new StringBuilder(clicks.size() * CHARACTERS_PER_CLICK);
        for (ClickRecord click : clicks) {
            append(click, text);
        }
        var bytes = new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.US_ASCII));
        try {
            connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("an array in memory could not be read", e);
        }
    }

    private static void append(ClickRecord click, StringBuilder to) {
        to.append("\\\\x").append(HEX.toHexDigits(click.id().high())).append(HEX.toHexDigits(click.id().low()));
        to.append('\t').append(click.at());
        to.append('\t').append(click.route().linkId());
        to.append('\t').append(click.route().giver());
        to.append('\t').append(click.route().receiver());
        to.append('\t').append(click.route().termsVersion());
        to.append('\t');
        appendHops(click.hops(), to);
        to.append('\t').append(word(click.visit().visitClass()));
        to.append('\t').append(word(click.visit().device()));
        to.append('\t').append(orNull(click.visit().country()));
        for (int i = 0; i < SubIds.COUNT; i++) {
            to.append('\t').append(orNull(click.subIds().get(i)));
        }
        to.append('\n');
    }

    private static void appendHops(Hops hops, StringBuilder to) {
        to.append('{');
        for (int i = 0; i < hops.count(); i++) {
            to.append(i == 0 ? "" : ",").append(hops.get(i));
        }
        to.append('}');
    }

    /** How the database calls a class or a device. */
    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String orNull(String text) {
        return text.isEmpty() ? NULL : text;
    }
}

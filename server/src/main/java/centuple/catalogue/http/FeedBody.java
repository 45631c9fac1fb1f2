package centuple.catalogue.http;

import centuple.catalogue.CountrySet;
import centuple.catalogue.feed.FeedField;
import centuple.catalogue.feed.FeedKind;
import centuple.catalogue.feed.FeedSettings;
import centuple.platform.json.JsonFields;
import centuple.shop.domain.WebAddress;

import java.nio.charset.Charset;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads and writes the settings of feeds as JSON. Stateless. */
final class FeedBody {
    private static final int COUNTRIES_MAX = 250;
    private static final int COLUMN_CHARS_MAX = 100;
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}|\\*");
    private static final Pattern SEPARATOR = Pattern.compile("[,;|\\t]");

    private FeedBody() {
    }

    /** Reads and finishes the body. */
    static FeedSettings read(JsonFields in, boolean loopback) {
        FeedKind kind = in.choice("kind", FeedKind.class);
        Optional<String> url = in.parsed("url", text -> WebAddress.read(text, loopback),
                "an https address of at most " + WebAddress.CHARS_MAX + " characters, without user or port");
        List<String> countries = in.strings("delivers_to", COUNTRIES_MAX, COUNTRY,
                "a country such as FR, or * for all");
        if (countries.isEmpty()) {
            in.refuse("delivers_to", "must name at least one country, or * for all");
        }
        long minutes = in.optionalInteger("every_minutes", FeedSettings.EVERY_MIN.toMinutes(),
                FeedSettings.EVERY_MAX.toMinutes()).orElse(FeedSettings.EVERY_USUAL.toMinutes());
        FeedSettings.Table table = kind == FeedKind.CSV ? table(in) : tabs(in, kind);
        in.finish();
        return new FeedSettings(kind, url.orElseThrow(), CountrySet.of(countries), Duration.ofMinutes(minutes), table);
    }

    private static FeedSettings.Table tabs(JsonFields in, FeedKind kind) {
        String encoding = kind == FeedKind.GOOGLE_TSV ? encoding(in) : "";
        return new FeedSettings.Table('\t', encoding, Map.of());
    }

    private static FeedSettings.Table table(JsonFields in) {
        String separator = in.optionalParsed("separator",
                text -> SEPARATOR.matcher(text).matches() ? Optional.of(text) : Optional.empty(),
                "a comma, semicolon, bar or tab").orElse(",");
        Map<FeedField, String> columns = new EnumMap<>(FeedField.class);
        JsonFields named = in.object("columns");
        for (FeedField field : FeedField.values()) {
            named.optionalText(name(field), 1, COLUMN_CHARS_MAX).ifPresent(column -> columns.put(field, column));
        }
        for (FeedField needed : List.of(FeedField.ID, FeedField.TITLE, FeedField.LINK)) {
            if (!named.has(name(needed))) {
                named.refuse(name(needed), "is missing");
            }
        }
        return new FeedSettings.Table(separator.charAt(0), encoding(in), columns);
    }

    private static String encoding(JsonFields in) {
        return in.optionalParsed("encoding", text -> known(text) ? Optional.of(text) : Optional.empty(),
                "the name of an encoding such as utf-8 or windows-1252").orElse("");
    }

    private static boolean known(String encoding) {
        try {
            return encoding.length() <= 40 && Charset.isSupported(encoding);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** A field or kind as it is written: {@code own_category}. */
    static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}

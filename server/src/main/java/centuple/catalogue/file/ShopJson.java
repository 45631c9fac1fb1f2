package centuple.catalogue.file;

import centuple.catalogue.feed.FeedLimits;
import centuple.catalogue.feed.UnreadableFeedException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;

/** What the two JSON forms share: a parser with limits, and which option of a product is its size. Stateless. */
final class ShopJson {
    private static final int DEPTH_MAX = 64;
    private static final int NAME_CHARS_MAX = 1_000;
    private static final Pattern SIZE = Pattern
            .compile("(?i).*\\b(size|sizes|taille|tailles|pointure|größe|groesse|grösse|talla|taglia|maat)\\b.*");

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEPTH_MAX)
                    .maxNameLength(NAME_CHARS_MAX).maxStringLength(FeedLimits.ELEMENT_BYTES_MAX)
                    .maxDocumentLength(-1).build())
            .build();

    private ShopJson() {
    }

    /** Something that reads a document token by token. */
    @FunctionalInterface
    interface Reading {
        void read(JsonParser parser) throws UnreadableFeedException;
    }

    static void read(FeedStream in, Reading reading) throws IOException, UnreadableFeedException {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), in)) {
            reading.read(parser);
        } catch (JacksonException e) {
            if (e.getCause() instanceof IOException beyond) {
                throw beyond;
            }
            var where = e.getLocation();
            throw new UnreadableFeedException("it is not JSON of this form"
                    + (where == null ? "" : ": line " + where.getLineNr() + ", column " + where.getColumnNr()), e);
        }
    }

    /** Goes on to the next object of a list, passing over what is none; false behind the last. */
    static boolean nextObject(JsonParser parser) {
        for (JsonToken token = parser.nextToken(); token != null
                && token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token == JsonToken.START_OBJECT) {
                return true;
            }
            parser.skipChildren();
        }
        return false;
    }

    /** Goes on to the next field of an object; the name of it, or an empty text behind the last. */
    static String nextField(JsonParser parser) {
        JsonToken token = parser.nextToken();
        if (token != JsonToken.PROPERTY_NAME) {
            return "";
        }
        String name = parser.currentName();
        parser.nextToken();
        return name;
    }

    /** The text, number or flag that stands here, cut beyond the limit of a field; anything else is passed over. */
    static String text(JsonParser parser) {
        JsonToken token = parser.currentToken();
        if (token == null || token == JsonToken.VALUE_NULL) {
            return "";
        }
        if (token.isStructStart()) {
            parser.skipChildren();
            return "";
        }
        String text = parser.getString();
        return text.length() > FeedLimits.FIELD_CHARS_MAX + 1
                ? text.substring(0, FeedLimits.FIELD_CHARS_MAX + 1)
                : text;
    }

    /** Whether an option or attribute of that name is a size. */
    static boolean isSize(String name) {
        return SIZE.matcher(name.toLowerCase(Locale.ROOT)).matches();
    }
}

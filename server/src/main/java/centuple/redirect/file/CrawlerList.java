package centuple.redirect.file;

import centuple.redirect.DeclaredBots;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** The list of crawler-user-agents as it is packed into the program. */
public final class CrawlerList {
    private static final String RESOURCE = "/centuple/redirect/crawler-user-agents.json";

    private CrawlerList() {
    }

    /** Reads the list: once, at the start. */
    public static DeclaredBots load() throws IOException {
        return new DeclaredBots(values("pattern"));
    }

    /** All values of one field of the list: {@code pattern}, or {@code instances} as examples of user agents. */
    static List<String> values(String field) throws IOException {
        try (InputStream input = CrawlerList.class.getResourceAsStream(RESOURCE)) {
            if (input == null) {
                throw new FileNotFoundException("the program was packed without " + RESOURCE);
            }
            List<String> values = new ArrayList<>();
            try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), input)) {
                for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                    if (token == JsonToken.VALUE_STRING && field.equals(fieldOf(parser))) {
                        values.add(parser.getString());
                    }
                }
            }
            return values;
        }
    }

    private static String fieldOf(JsonParser parser) {
        var context = parser.streamReadContext();
        String name = context.inArray() ? context.getParent().currentName() : context.currentName();
        return name == null ? "" : name;
    }
}

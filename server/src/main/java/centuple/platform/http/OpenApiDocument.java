package centuple.platform.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Serves the description of the API, a resource written by hand and held against the routes by a test. Stateless. */
public final class OpenApiDocument {
    private static final String RESOURCE = "/openapi.json";

    private OpenApiDocument() {
    }

    /** {@code GET /openapi.json}, for anyone. */
    public static Route route() {
        byte[] document = bytes();
        return Route.get(RESOURCE, Access.ANYONE, _ -> new Answer(200, Answer.JSON, document, java.util.Map.of()));
    }

    /** The document itself. */
    public static byte[] bytes() {
        try (InputStream in = OpenApiDocument.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + RESOURCE + " is missing");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

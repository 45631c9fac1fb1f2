package centuple.platform.http;

import java.util.List;

/**
 * What body a route reads.
 *
 * @param bytesMax the largest it takes; 0 means it takes none
 * @param mediaTypes the content types it reads
 */
public record BodyRule(int bytesMax, List<String> mediaTypes) {
    public static final String JSON = "application/json";

    /** No body at all. */
    public static final BodyRule NONE = new BodyRule(0, List.of());

    /** A JSON object of the size people write by hand. */
    public static final BodyRule SMALL_JSON = json(65_536);

    public BodyRule {
        mediaTypes = List.copyOf(mediaTypes);
        if (bytesMax < 0) {
            throw new IllegalArgumentException("a body limit is not negative: " + bytesMax);
        }
    }

    public static BodyRule json(int bytesMax) {
        return new BodyRule(bytesMax, List.of(JSON));
    }
}

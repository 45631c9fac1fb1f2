package centuple.testkit.payload;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Messages as a platform sends them, composed by hand in its format.
 *
 * @param platform the folder below {@code connect}
 */
public record Recorded(String platform) {
    /** The message of that file name without its ending. */
    public byte[] bytes(String name) {
        String path = "/centuple/connect/" + platform + "/" + name + ".json";
        try (InputStream in = Recorded.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalArgumentException("there is no " + path);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    public MutatedPayloads.Message message(String topic, String name) {
        return new MutatedPayloads.Message(topic, bytes(name));
    }
}

package centuple.connect;

import java.util.Map;
import java.util.Optional;

/**
 * A message as it came.
 *
 * @param headers by lower-case name
 * @param body raw bytes; not copied, so not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
public record Delivery(Map<String, String> headers, byte[] body) {
    /** A header, its name in lower case; empty where it is missing or blank. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    @Override
    public String toString() {
        return "Delivery[" + body.length + " bytes]";
    }
}

package centuple.connect;

import centuple.shop.ShopId;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A shop's tie to its platform. Prints itself without secrets.
 *
 * @param shop whose orders come by it
 * @param platform {@link Platform#name}
 * @param keys what must stay secret
 * @param apiUrl where the platform's API is, such as {@code https://shop.example}; empty where it is never asked
 * @param landing what of landing addresses is read
 */
public record Connection(ShopId shop, String platform, Keys keys, String apiUrl, Landing.Rule landing) {
    /**
     * Secrets of a connection.
     *
     * @param secret by which messages are known
     * @param former the one before; empty where there is none
     * @param formerUntil until when that one counts
     * @param credentials of the platform's API, by name
     */
    public record Keys(String secret, String former, Instant formerUntil, Map<String, String> credentials) {
        /** Characters of one secret. */
        public static final int CHARS_MAX = 500;

        public Keys {
            credentials = Map.copyOf(credentials);
        }

        /** What counts at this time, the newest first. */
        public List<String> inForce(Instant now) {
            List<String> all = new ArrayList<>();
            all.add(secret);
            if (!former.isEmpty() && now.isBefore(formerUntil)) {
                all.add(former);
            }
            return all;
        }

        @Override
        public String toString() {
            return "Keys[...]";
        }
    }
}

package centuple.connect;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One shop platform: how its messages are verified, what of them is kept, and what they say in our own words. Pure and
 * safe for all threads; the way in, the inbox and the retries are the same for all.
 */
public interface Platform {
    /** Its name in addresses, such as {@code woocommerce}. */
    String name();

    /** Its name for people, such as {@code WooCommerce}. */
    String title();

    /** Who makes the secret by which its messages are known. */
    SecretOrigin secretOrigin();

    /**
     * Whether the message comes from who holds one of the secrets. Looks at raw bytes only.
     *
     * @param secrets the one in force first, then the one before it while it still counts; never empty
     */
    Verdict verify(Delivery delivery, List<String> secrets, Instant now);

    /** The fields of a body that are kept; everything else is forgotten unread. */
    FieldMask fields();

    /** Which event a genuine message is. */
    Notice notice(Delivery delivery, Payload body);

    /** What the event says, as facts in our own order format. */
    Mapping map(String topic, Payload body);

    /**
     * What the shop's owner does to connect it, step by step.
     *
     * @param url where messages are to be sent
     */
    List<String> steps(String url);

    /** Whether it sends messages; else it is only asked. */
    default boolean sendsMessages() {
        return true;
    }

    /** Whether no order can be read without asking its API. */
    default boolean needsApi() {
        return !sendsMessages();
    }

    /** What the owner does there, once all steps are done, so that something comes that can be seen here. */
    String testStep();

    /**
     * What is read of the landing addresses in its messages unless a connection says otherwise; empty where they have
     * none.
     */
    default Optional<Landing.Rule> landing() {
        return Optional.empty();
    }

    /**
     * Whether a later message of the same order is read together with this one ({@link Mapping.Join}), so that what is
     * kept of it must stay for a while.
     */
    default boolean isJoined(String topic, Payload body) {
        return false;
    }

    /** Names of what is needed to ask the platform for orders; empty where it is never asked. */
    default List<String> credentialNames() {
        return List.of();
    }
}

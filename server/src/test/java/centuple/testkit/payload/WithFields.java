package centuple.testkit.payload;

import centuple.connect.Delivery;
import centuple.connect.FieldMask;
import centuple.connect.Mapping;
import centuple.connect.Notice;
import centuple.connect.Payload;
import centuple.connect.Platform;
import centuple.connect.SecretOrigin;
import centuple.connect.Verdict;

import java.time.Instant;
import java.util.List;

/**
 * A platform whose orders are fetched, as if message and answers came in one, so that all of it can be damaged.
 *
 * @param fields of message and answers
 */
public record WithFields(Platform platform, FieldMask fields) implements Platform {
    @Override
    public String name() {
        return platform.name();
    }

    @Override
    public String title() {
        return platform.title();
    }

    @Override
    public SecretOrigin secretOrigin() {
        return platform.secretOrigin();
    }

    @Override
    public Verdict verify(Delivery delivery, List<String> secrets, Instant now) {
        return platform.verify(delivery, secrets, now);
    }

    @Override
    public Notice notice(Delivery delivery, Payload body) {
        return platform.notice(delivery, body);
    }

    @Override
    public Mapping map(String topic, Payload body) {
        return platform.map(topic, body);
    }

    @Override
    public String testStep() {
        return platform.testStep();
    }

    @Override
    public List<String> steps(String url) {
        return platform.steps(url);
    }
}

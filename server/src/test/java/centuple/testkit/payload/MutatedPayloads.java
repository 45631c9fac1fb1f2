package centuple.testkit.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import centuple.connect.Delivery;
import centuple.connect.Mapping;
import centuple.connect.Payload;
import centuple.connect.Platform;
import centuple.connect.UnreadableException;
import centuple.connect.Verdict;
import centuple.connect.net.ReducedJson;
import centuple.order.OrderFact;
import centuple.order.OrderFact.Refund;
import centuple.order.OrderFact.RefundScope;
import centuple.order.OrderFact.Snapshot;
import centuple.order.PresentedToken;
import centuple.order.RemainingBase;
import centuple.order.http.FactReader;
import centuple.platform.json.InvalidJsonException;
import centuple.platform.json.Json;
import centuple.shop.ShopId;
import centuple.testkit.Seed;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * Thousands of damaged messages of a platform, put through the same reading, mapping and strict format as real ones.
 * Each must be refused with a reason, or say exactly what a naive reading of the damaged JSON says: no exception, and
 * no wrong amount.
 */
public final class MutatedPayloads {
    /** Damaged messages of one run. */
    public static final int MUTANTS = 5_000;

    /** The same damage in each run, so that a build tells of its own change only; others by {@code -Dseed=}. */
    private static final long USUAL_SEED = 20_261_123L;

    /** When all of them arrive: after everything in the recorded messages. */
    public static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private static final ShopId SHOP = new ShopId(0x0b0b_0001);
    private static final FactReader FORMAT = new FactReader(
            (_, foundIn, _, _) -> new PresentedToken.Refused(foundIn, PresentedToken.Reason.MALFORMED));
    private static final JsonMapper NAIVE = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
    private static final int SHOWN_CHARS_MAX = 6_000;

    private MutatedPayloads() {
    }

    /** A message as a platform sends it. */
    public record Message(String topic, byte[] body) {
    }

    /**
     * What a message is worth.
     *
     * @param baseMinor of all lines of the order, after discounts
     * @param refundMinor sums given back, without tax
     * @param units given back by line, without a sum
     * @param isFull whether all that is left is given back
     */
    public record Worth(long baseMinor, long refundMinor, long units, boolean isFull) {
        /** It says nothing of orders. */
        public static final Worth NOTHING = new Worth(-1, 0, 0, false);

        /** What facts say. */
        public static Worth of(List<? extends OrderFact> facts) {
            long baseMinor = 0;
            long refundMinor = 0;
            long units = 0;
            boolean isFull = false;
            for (OrderFact fact : facts) {
                switch (fact) {
                    case Snapshot snapshot -> baseMinor += RemainingBase.of(snapshot, List.of()).lines().stream()
                            .mapToLong(RemainingBase.Line::baseMinor).sum();
                    case Refund refund -> {
                        switch (refund.scope()) {
                            case RefundScope.Full _ -> isFull = true;
                            case RefundScope.Amount(long amountMinor) -> refundMinor += amountMinor;
                            case RefundScope.Lines(var lines) -> {
                                for (OrderFact.LineRefund line : lines) {
                                    Long amountMinor = line.amountMinor();
                                    refundMinor += amountMinor == null ? 0 : amountMinor;
                                    units += amountMinor == null ? line.quantity() : 0;
                                }
                            }
                        }
                    }
                }
            }
            return new Worth(baseMinor, refundMinor, units, isFull);
        }
    }

    /** A second opinion, written without the code under test; it may throw whatever it likes. */
    @FunctionalInterface
    public interface Oracle {
        /**
         * What the JSON says, read as simply as possible; empty, or any exception, where that cannot be known.
         *
         * @param body as the last one of two fields of a name
         */
        Optional<Worth> worth(String topic, JsonNode body);
    }

    /** How many came to what. */
    public record Outcomes(int facts, int nothing, int refused) {
        /** That the run tried both: what can still be read, and what cannot. */
        public void areMixed() {
            assertThat(facts).as("damaged messages that still say something, of %s", this)
                    .isGreaterThan(MUTANTS / 20);
            assertThat(refused).as("damaged messages that were refused, of %s", this).isGreaterThan(MUTANTS / 20);
        }
    }

    /** Runs {@link #MUTANTS} of these messages, as the platform's own mask reduces them. */
    public static Outcomes run(Platform platform, List<Message> messages, Oracle oracle) {
        return run(platform, messages, body -> ReducedJson.read(body, platform.fields()), oracle);
    }

    /** Runs {@link #MUTANTS} of these messages; {@code reader} reduces them or throws {@link UnreadableException}. */
    public static Outcomes run(Platform platform, List<Message> messages, Function<byte[], Payload> reader,
            Oracle oracle) {
        Seed seed = new Seed(Long.getLong("seed", USUAL_SEED));
        Mutations mutations = new Mutations(platform.fields(), seed.random());
        SplittableRandom random = seed.next(1).random();
        int facts = 0;
        int nothing = 0;
        for (int i = 0; i < MUTANTS; i++) {
            Message original = messages.get(random.nextInt(messages.size()));
            Mutations.Mutant mutant = mutations.of(original.body());
            Message message = new Message(original.topic(), mutant.body());
            Optional<Worth> said;
            try {
                said = said(platform, message, reader);
            } catch (RuntimeException e) {
                throw new AssertionError(describe(seed, i, mutant), e);
            }
            Optional<Worth> expected = asked(oracle, message);
            if (said.isPresent() && !expected.equals(said)
                    && !(said.get().equals(Worth.NOTHING) && expected.isEmpty())) {
                fail("says %s where the oracle says %s: %s", said, expected, describe(seed, i, mutant));
            }
            nothing += said.filter(Worth.NOTHING::equals).isPresent() ? 1 : 0;
            facts += said.isPresent() ? 1 : 0;
        }
        return new Outcomes(facts - nothing, nothing, MUTANTS - facts);
    }

    /** What the exchange understands of a message; empty when it is refused. */
    private static Optional<Worth> said(Platform platform, Message message, Function<byte[], Payload> reader) {
        Delivery delivery = new Delivery(Map.of(), message.body());
        assertThat(platform.verify(delivery, List.of("a secret of the shop"), NOW))
                .as("a message that nobody signed").isNotEqualTo(Verdict.GENUINE);
        try {
            Payload body = reader.apply(message.body());
            platform.notice(delivery, body);
            return switch (platform.map(message.topic(), body)) {
                case Mapping.Facts(var facts) -> Optional.of(Worth.of(read(facts)));
                case Mapping.Nothing _ -> Optional.of(Worth.NOTHING);
                case Mapping.Unreadable(String why) -> {
                    assertThat(why).isNotBlank();
                    yield Optional.empty();
                }
                case Mapping.Fetch _,Mapping.Join _ -> Optional.of(Worth.NOTHING);
            };
        } catch (UnreadableException | InvalidJsonException e) {
            assertThat(e.getMessage()).isNotBlank();
            return Optional.empty();
        }
    }

    /** Facts as the strict reader of our format takes them. */
    public static List<OrderFact> read(List<Map<String, Object>> facts) {
        List<OrderFact> read = new ArrayList<>();
        for (Map<String, Object> fact : facts) {
            FactReader.ReadFact one = FORMAT.read(Json.fields(Json.bytes(fact)), SHOP, NOW);
            // What a visitor's browser brought may be no giver and no day; that is dropped, and said.
            assertThat(one.ignored()).as("fields our format does not know")
                    .allMatch(field -> field.startsWith("/giver_day/"));
            read.add(one.report().fact());
        }
        return read;
    }

    private static Optional<Worth> asked(Oracle oracle, Message message) {
        try {
            String text = new String(message.body(), StandardCharsets.UTF_8);
            return oracle.worth(message.topic(), NAIVE.readTree(text.startsWith("\ufeff") ? text.substring(1) : text));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private static String describe(Seed seed, int number, Mutations.Mutant mutant) {
        String text = new String(mutant.body(), StandardCharsets.UTF_8);
        return seed + ", damaged message " + number + " " + mutant.how() + ": "
                + text.substring(0, Math.min(SHOWN_CHARS_MAX, text.length()));
    }
}

package centuple.simulation;

import centuple.order.FoundIn;
import centuple.order.OrderFact;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/** Something of the niche that reaches the exchange, with its own time. */
public sealed interface NicheEvent {
    /** When it happens. */
    Instant at();

    /**
     * One shop sends a visitor on to another.
     *
     * @param ref the name by which later events mean this click; unique
     * @param from who sends, a place in the settings or {@link Visitor#AT_JACQUES}
     * @param to who receives, likewise
     * @param viaRef the click by which the visitor had come to the sender; null when by themselves
     * @param person the visitor's number
     */
    record Click(Instant at, String ref, int from, int to, @Nullable String viaRef, int person) implements NicheEvent {
    }

    /**
     * A shop reports something of an order.
     *
     * @param shop who sold, a place in the settings or {@link Visitor#AT_JACQUES}
     * @param reference the shop's name for the order
     * @param fact without its tokens: they do not exist before the exchange has signed them
     * @param tokens which clicks' tokens the order carries
     */
    record Fact(Instant at, int shop, String reference, OrderFact fact, List<TokenOf> tokens) implements NicheEvent {
        public Fact {
            tokens = List.copyOf(tokens);
        }
    }

    /** The token of a click, and where in the order it is found. */
    record TokenOf(String clickRef, FoundIn foundIn) {
    }
}

package centuple.commission.store;

import centuple.commission.Basis;
import centuple.commission.Commission;
import centuple.commission.OrderBooks;
import centuple.commission.Outcome;
import centuple.order.Receipt.Credited;
import centuple.order.Receipt.Standing;
import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Says of an order's books where it stands. Stateless. */
final class Standings {
    private Standings() {
    }

    static Standing of(OrderBooks books) {
        Outcome outcome = books.outcome();
        if (outcome == null) {
            return new Standing(null, null, Set.of());
        }
        Basis basis = outcome.basis();
        return new Standing(basis == null ? null : credited(books, basis), wire(outcome.reason()),
                outcome.flags().stream().map(flag -> flag.name().toLowerCase(Locale.ROOT)).collect(Collectors.toSet()));
    }

    private static Credited credited(OrderBooks books, Basis basis) {
        return new Credited(basis.giver(), basis.termsVersion(), basis.proof(), basis.currency(),
                books.on(basis).map(Commission::netMinor).orElse(0L));
    }

    private static @Nullable String wire(@Nullable Enum<?> constant) {
        return constant == null ? null : constant.name().toLowerCase(Locale.ROOT);
    }
}

package centuple.order;

import centuple.ledger.Proof;
import centuple.money.Currency;
import centuple.shop.ShopId;
import org.jspecify.annotations.Nullable;

import java.util.Set;
import java.util.UUID;

/** What became of a report. */
public sealed interface Receipt {
    /**
     * It is booked and committed.
     *
     * @param orderId ours
     * @param isRepeated whether the same was reported before; nothing changed then
     * @param standing where the order stands now
     */
    record Taken(UUID orderId, boolean isRepeated, Standing standing) implements Receipt {
    }

    /** Something else was reported under this version or reference before; the first report stays. */
    record Conflict(UUID orderId) implements Receipt {
    }

    /** The order has as many facts as an order may have. */
    record TooManyFacts(UUID orderId) implements Receipt {
    }

    /** The order belongs to another teller; nothing is booked. */
    record OtherSource(UUID orderId, Source teller) implements Receipt {
    }

    /** Nothing is booked, and the same report may be sent again later. */
    record NotTaken(Cause cause) implements Receipt {
    }

    /** Why a report was not taken. */
    enum Cause {
        /** More reports wait than this server holds. */
        QUEUE_FULL,
        /** The database does not answer. */
        DATABASE_AWAY,
        /** The server is stopping. */
        STOPPING,
        /** The server failed on this report. */
        FAILED
    }

    /**
     * Where an order stands, as its receiver may see it.
     *
     * @param credited whom it is owed to; null when to nobody, or not known yet
     * @param reason why it is owed to nobody, such as {@code no_token}; null when attributed or not known yet
     * @param flags what a person should look at, such as {@code refund_beyond_order}
     */
    record Standing(@Nullable Credited credited, @Nullable String reason, Set<String> flags) {
        public Standing {
            flags = Set.copyOf(flags);
        }
    }

    /**
     * Whom an order is owed to.
     *
     * @param giver who sent the visitor on last
     * @param termsVersion of the terms for that giver
     * @param proof what shows it
     * @param currency of the commission
     * @param commissionMinor what stands booked, with fee and every giver's share; minor units
     */
    record Credited(ShopId giver, int termsVersion, Proof proof, Currency currency, long commissionMinor) {
    }
}

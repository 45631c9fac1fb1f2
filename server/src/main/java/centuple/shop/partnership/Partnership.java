package centuple.shop.partnership;

import centuple.shop.ShopId;
import centuple.shop.Terms;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The relation of two shops, from its proposal on. Immutable.
 *
 * @param id time-ordered
 * @param parties who proposed it to whom
 * @param state where it stands
 * @param dates when it got there
 * @param terms every version offered within it, both ways, oldest first
 */
public record Partnership(UUID id, Parties parties, PartnershipState state, Dates dates, List<Terms> terms) {
    public Partnership {
        terms = List.copyOf(terms);
    }

    /** The newest version offered by that receiver. */
    public Optional<Terms> newestOf(ShopId receiver) {
        return terms.stream().filter(version -> version.receiver().equals(receiver))
                .max(Comparator.comparingInt(Terms::version));
    }

    /** The newest version of that receiver that the other has accepted. */
    public Optional<Terms> acceptedOf(ShopId receiver) {
        return terms.stream().filter(version -> version.receiver().equals(receiver) && version.acceptedAt() != null)
                .max(Comparator.comparingInt(Terms::version));
    }

    /**
     * Who it is between.
     *
     * @param proposer who proposed it
     * @param invited who answers
     */
    public record Parties(ShopId proposer, ShopId invited) {
        public boolean has(ShopId shop) {
            return shop.equals(proposer) || shop.equals(invited);
        }

        /** The partner of a party. */
        public ShopId other(ShopId party) {
            return party.equals(proposer) ? invited : proposer;
        }
    }

    /**
     * When it changed.
     *
     * @param proposedAt always known
     * @param acceptedAt null before
     * @param closedAt when it was declined or ended; null before
     * @param closedBy who did that; null before
     */
    public record Dates(Instant proposedAt, @Nullable Instant acceptedAt, @Nullable Instant closedAt,
            @Nullable ShopId closedBy) {
    }
}

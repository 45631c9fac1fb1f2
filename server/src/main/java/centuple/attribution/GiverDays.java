package centuple.attribution;

import centuple.attribution.Attribution.Attributed;
import centuple.ledger.Proof;
import centuple.order.GiverDay;
import centuple.order.OrderFact.Snapshot;
import centuple.order.Source;
import centuple.shop.ShopId;
import centuple.shop.Terms;
import centuple.shop.TermsBook;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Judges what a receiver reports without identifiers: a giver and a day. Days are counted in UTC and whole: with a
 * window of 30 days a visit of the 1st counts for orders up to the last moment of the 31st.
 *
 * @param receiver who sold
 * @param book the terms between shops
 */
public record GiverDays(ShopId receiver, TermsBook book) {
    /**
     * The terms the visitor was sent under: the newest that were in force at some moment of that day, but of what came
     * after we were told of the order nothing.
     */
    public Optional<Terms> terms(GiverDay said, Snapshot snapshot) {
        return book.inForceWithin(receiver, said.giver(), from(said, snapshot), until(said, snapshot));
    }

    /**
     * @param owedBy days that the order is owed by already, by what counted when it was decided on: they stand
     */
    Judged judge(GiverDay said, Snapshot snapshot, Predicate<GiverDay> owedBy) {
        ShopId giver = said.giver();
        if (giver.equals(receiver)) {
            return Judged.refused(UnattributedReason.SELF_REFERRAL);
        }
        if (!book.partnersWithin(receiver, giver, from(said, snapshot), until(said, snapshot))) {
            return Judged.refused(book.isMember(giver, snapshot.placedAndTold())
                    ? UnattributedReason.NOT_A_PARTNER
                    : UnattributedReason.UNKNOWN_GIVER);
        }
        if (said.from().isAfter(snapshot.placedAt().plus(Marks.MARK_AFTER_ORDER_MAX))) {
            return Judged.refused(UnattributedReason.DAY_AFTER_ORDER);
        }
        Terms terms = terms(said, snapshot).orElse(null);
        if (terms == null) {
            return Judged.refused(UnattributedReason.NO_TERMS_IN_FORCE);
        }
        // What a shop brings in a file when it moves in is its own word, and no browser's.
        boolean isOwnWord = snapshot.source().equals(Source.MOVED_IN);
        if (!terms.arrival().identifierFree() && !isOwnWord && !owedBy.test(said)) {
            return Judged.refused(UnattributedReason.NOT_IDENTIFIER_FREE);
        }
        if (!snapshot.placedAt().isBefore(said.plusDays(1 + terms.limits().windowDays()))) {
            return Judged.refused(UnattributedReason.OUTSIDE_WINDOW);
        }
        return Judged.counts(
                new Attributed(terms, new Proof.GiverDay(said.day()), List.of(), null, snapshot.placedAt()));
    }

    /** Of a day that is still to come only what was known when we were told of the order. */
    private static Instant from(GiverDay said, Snapshot snapshot) {
        Instant known = snapshot.placedAndTold();
        return said.from().isAfter(known) ? known : said.from();
    }

    private static Instant until(GiverDay said, Snapshot snapshot) {
        Instant last = said.plusDays(1).minusNanos(1_000);
        Instant known = snapshot.placedAndTold();
        return last.isAfter(known) ? known : last;
    }
}

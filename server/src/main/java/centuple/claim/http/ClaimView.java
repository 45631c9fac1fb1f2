package centuple.claim.http;

import centuple.claim.Claim;
import centuple.claim.ClaimState;
import centuple.shop.PublicId;
import centuple.shop.ShopId;
import org.jspecify.annotations.Nullable;

import java.util.Locale;

/**
 * A claim as the API writes it. Both shops read the same, but for the token: that is for the receiver, who reports the
 * order with it. Nothing of the order is in it but what the giver said.
 *
 * @param answerBy until when silence books nothing; null when the claim is no longer open
 * @param deniedOfPair how many claims of this giver against this receiver were denied or contested
 * @param token for the receiver alone, and only while the order may still take the claim's place
 */
record ClaimView(String id, String giver, String receiver, String reference, String day, String click, String clickedAt,
        String state, @Nullable String answer, int reminders, String madeAt, String changedAt,
        @Nullable String answerBy, @Nullable BookingView booking, long deniedOfPair, @Nullable String token) {

    static ClaimView of(Claim claim, ShopId reader, long deniedOfPair, String token) {
        boolean isToken = reader.equals(claim.receiver()) && !claim.state().isEnded();
        return new ClaimView(PublicId.of(Claim.ID_PREFIX, claim.id()), claim.giver().toString(),
                claim.receiver().toString(), claim.order().reference(), claim.day().toString(), claim.click().id(),
                claim.click().issuedAt().toString(), wire(claim.state()),
                claim.answer() == null ? null : wire(claim.answer()), claim.reminders(), claim.madeAt().toString(),
                claim.changedAt().toString(),
                claim.state() == ClaimState.OPEN ? claim.answerBy().toString() : null,
                claim.booking() == null ? null : BookingView.of(claim.booking()), deniedOfPair,
                isToken ? token : null);
    }

    private static String wire(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /**
     * What silence booked, and how far it has come.
     *
     * @param amountMinor as it was booked
     * @param pendingMinor of that, what may still be contested
     * @param dueMinor what is due
     * @param settledMinor what is on a closed statement
     * @param givenBackMinor of the settled: booked back the other way
     */
    record BookingView(String currency, long amountMinor, String holdUntil, long pendingMinor, long dueMinor,
            long settledMinor, long givenBackMinor) {
        static BookingView of(Claim.Booking booking) {
            var amounts = booking.amounts();
            return new BookingView(booking.currency().code(), booking.amountMinor(), booking.holdUntil().toString(),
                    amounts.pendingMinor(), amounts.dueMinor(), amounts.settledMinor(), amounts.givenBackMinor());
        }
    }
}

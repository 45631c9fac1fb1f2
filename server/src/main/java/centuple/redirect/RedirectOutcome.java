package centuple.redirect;

import centuple.click.ClickRecord;
import centuple.click.VisitClass;
import centuple.link.Pair;
import org.jspecify.annotations.Nullable;

/** What is answered to a request. */
public sealed interface RedirectOutcome {

    /**
     * The visitor is sent to the receiver.
     *
     * @param location the whole address
     * @param click what the journal keeps, to be written before the answer
     * @param pair from whose allowance the visit was taken where it counts
     */
    record Redirect(String location, ClickRecord click, Pair pair) implements RedirectOutcome {
        /** To be told once what became of the click: only what is kept can come into the database. */
        public void written(ClickSink.Kept kept) {
            if (click.visit().visitClass() == VisitClass.COUNTED) {
                pair.visitWritten(kept != ClickSink.Kept.NO);
            }
        }
    }

    /**
     * The visitor is not sent on over the link.
     *
     * @param reason why
     * @param fallback the giver's own page to send the visitor to instead, or null
     * @param onward the receiver's page as an ordinary link, without token, for the page that explains; or null
     */
    record Refused(RefusalReason reason, @Nullable String fallback, @Nullable String onward)
            implements
                RedirectOutcome {
    }
}

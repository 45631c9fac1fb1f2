package centuple.redirect;

import centuple.click.ClickRecord;
import org.jspecify.annotations.Nullable;

/** What is answered to a request. */
public sealed interface RedirectOutcome {

    /**
     * The visitor is sent to the receiver.
     *
     * @param location the whole address
     * @param click what the journal keeps, to be written before the answer
     */
    record Redirect(String location, ClickRecord click) implements RedirectOutcome {
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

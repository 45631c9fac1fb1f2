package centuple.journal;

import centuple.click.ClickRecord;
import centuple.shop.ShopId;

/**
 * A click as one of its two shops may see it: both see that it happened, over which link, under which terms and what
 * it counts as; the giver's own marks are for the giver alone.
 *
 * @param click the click
 * @param reader the shop that looks
 */
public record StoredClick(ClickRecord click, ShopId reader) {

    /** Refuses a reader that has no part in the click. */
    public StoredClick {
        if (click.route().giver() != reader.value() && click.route().receiver() != reader.value()) {
            throw new IllegalArgumentException("a click is seen by its giver and its receiver only");
        }
    }

    /** Whether the reader sent the visitor on. */
    public boolean isOwnGift() {
        return click.route().giver() == reader.value();
    }
}

package centuple.routing;

import centuple.catalogue.MatchReason;
import centuple.shop.ShopId;

import java.util.List;
import java.util.Map;

/**
 * What was decided for one visitor, for the answer and for the log. Immutable.
 *
 * @param question what the decision was about
 * @param product the giver's own product by its name in its feed, empty where only a category was asked for
 * @param eligible how many partners were eligible
 * @param refusals how many were not, by the first step they did not pass
 * @param shown those drawn, in order
 */
public record Suggested(Question question, String product, int eligible, Map<Ineligible, Integer> refusals,
        List<Shown> shown) {
    public Suggested {
        refusals = Map.copyOf(refusals);
        shown = List.copyOf(shown);
    }

    /**
     * A partner that was drawn.
     *
     * @param product its product, by its name in its feed
     * @param page the product's title and address
     * @param match why the product stands for what was wanted
     * @param probability with which it was drawn at its position, given those before it; never leaves the server
     */
    public record Shown(ShopId receiver, String product, Page page, MatchReason match, double probability) {
    }

    /** What a visitor gets to see of a product. */
    public record Page(String title, String url) {
    }
}

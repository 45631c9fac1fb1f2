package centuple.routing;

import centuple.shop.ShopId;

/**
 * What a shop asks for one visitor. Immutable.
 *
 * @param giver the shop that asks
 * @param asked what the visitor looked at
 * @param size as the shop writes it, empty where none was chosen
 * @param country two capital letters, or empty where unknown
 * @param reason why the shop sends the visitor on
 */
public record Wish(ShopId giver, Asked asked, String size, String country, Reason reason) {

    /** What the visitor looked at: one of the shop's own products, or a category. */
    public sealed interface Asked {
        /** A product or a group of sizes by its name in the shop's own feed. */
        record ByProduct(String id) implements Asked {
        }

        /** A product of the shop's own feed by its GTIN, as {@code catalogue.Gtin} reads it. */
        record ByGtin(long gtin) implements Asked {
        }

        /** A category that the shop may not sell at all. */
        record ByCategory(String name) implements Asked {
        }
    }
}

package centuple.catalogue.feed;

import centuple.catalogue.CountrySet;
import centuple.catalogue.Gtin;
import centuple.catalogue.MatchKeys;
import centuple.catalogue.Product;
import centuple.catalogue.Sizes;
import centuple.shop.ShopId;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes a product of what a parser found, or tells why not; of one feed, in the order of its rows. Not thread-safe. */
public final class ItemReader {
    /** Characters of an item's id; Google allows 50. */
    public static final int ID_CHARS_MAX = 100;
    /** Characters of a title; longer ones are cut. */
    public static final int TITLE_CHARS_MAX = 150;
    /** Characters of an address. */
    public static final int LINK_CHARS_MAX = 2_048;
    /** Characters of brand, part number, group and size; longer ones do not count. */
    public static final int NAME_CHARS_MAX = 100;
    /** Characters of a category; longer ones do not count. */
    public static final int CATEGORY_CHARS_MAX = 500;

    private static final char REPLACEMENT = '\uFFFD';

    private final ShopId shop;
    private final CountrySet deliversTo;
    private final boolean tellsAvailability;
    private final LandingRule landing;
    private final FeedTally tally;
    private final SeenIds seen = new SeenIds();

    /**
     * @param deliversTo where items are sent that say nothing of it
     * @param tellsAvailability whether each item must say if it is in stock; else all are that do not say otherwise
     */
    public ItemReader(ShopId shop, CountrySet deliversTo, boolean tellsAvailability, LandingRule landing,
            FeedTally tally) {
        this.shop = shop;
        this.deliversTo = deliversTo;
        this.tellsAvailability = tellsAvailability;
        this.landing = landing;
        this.tally = tally;
    }

    /** The product; null where the row is refused, with its reason in the tally. */
    public @Nullable Product read(FeedItem item) {
        tally.row();
        String id = item.get(FeedField.ID).strip();
        if (!isWhole(item, id)) {
            return null;
        }
        String title = PlainText.of(item.get(FeedField.TITLE), TITLE_CHARS_MAX);
        String url = LandingRule.ascii(item.get(FeedField.LINK).strip());
        Optional<Boolean> inStock = inStock(item);
        if (!hasPage(item, title, url) || inStock.isEmpty()) {
            return null;
        }
        if (!seen.add(id)) {
            refused(item, RowFault.DUPLICATE_ID, "");
            return null;
        }
        tally.accepted();
        return new Product(shop, id, identity(item), variant(item), new Product.Page(title, url),
                new Product.Supply(inStock.get(), countries(item)));
    }

    private boolean isWhole(FeedItem item, String id) {
        if (!item.fault().isEmpty()) {
            return refused(item, RowFault.BROKEN_ROW, item.fault());
        }
        for (FeedField field : FeedField.values()) {
            String text = item.get(field);
            if (text.length() > FeedLimits.FIELD_CHARS_MAX) {
                return refused(item, RowFault.FIELD_TOO_LONG, name(field));
            }
            if (text.indexOf(REPLACEMENT) >= 0 || text.indexOf('\0') >= 0) {
                return refused(item, RowFault.WRONG_ENCODING, name(field));
            }
        }
        if (id.isEmpty()) {
            return refused(item, RowFault.MISSING_ID, "");
        }
        if (id.length() > ID_CHARS_MAX || id.chars().anyMatch(Character::isISOControl)) {
            return refused(item, RowFault.FIELD_TOO_LONG, "id, at most " + ID_CHARS_MAX + " characters");
        }
        return true;
    }

    private boolean hasPage(FeedItem item, String title, String url) {
        if (title.isEmpty()) {
            return refused(item, RowFault.MISSING_TITLE, "");
        }
        if (url.isEmpty()) {
            return refused(item, RowFault.MISSING_LINK, "");
        }
        if (url.length() > LINK_CHARS_MAX) {
            return refused(item, RowFault.FIELD_TOO_LONG, "link, at most " + LINK_CHARS_MAX + " characters");
        }
        Optional<String> refusal = landing.refusal(url);
        return refusal.isEmpty() || refused(item, RowFault.BAD_LINK, refusal.get());
    }

    private Optional<Boolean> inStock(FeedItem item) {
        String text = item.get(FeedField.AVAILABILITY).strip();
        if (text.isEmpty()) {
            if (tellsAvailability) {
                refused(item, RowFault.MISSING_AVAILABILITY, "");
                return Optional.empty();
            }
            return Optional.of(true);
        }
        Optional<Boolean> read = Availability.read(text);
        if (read.isEmpty()) {
            refused(item, RowFault.UNKNOWN_AVAILABILITY, text);
        }
        return read;
    }

    private Product.Identity identity(FeedItem item) {
        String text = item.get(FeedField.GTIN).strip();
        long gtin = Gtin.NONE;
        if (!text.isEmpty()) {
            switch (Gtin.read(text)) {
                case Gtin.Good(long number) -> gtin = number;
                case Gtin.Bad(String why) -> tally.fault(item, RowFault.BAD_GTIN, text + " " + why);
            }
        }
        return new Product.Identity(gtin, shortText(item, FeedField.BRAND), shortText(item, FeedField.MPN));
    }

    private static Product.Variant variant(FeedItem item) {
        String category = item.get(FeedField.CATEGORY).isBlank()
                ? item.get(FeedField.OWN_CATEGORY)
                : item.get(FeedField.CATEGORY);
        category = MatchKeys.category(PlainText.of(category, CATEGORY_CHARS_MAX + 1));
        return new Product.Variant(shortText(item, FeedField.GROUP),
                category.length() > CATEGORY_CHARS_MAX ? "" : category,
                Sizes.normal(shortText(item, FeedField.SIZE)));
    }

    private CountrySet countries(FeedItem item) {
        String text = item.get(FeedField.COUNTRIES);
        if (text.isBlank()) {
            return deliversTo;
        }
        List<String> countries = new ArrayList<>();
        for (String entry : text.split("[,;| ]+(?=[A-Za-z]{2}(?:[:,;| ]|$))")) {
            String country = entry.strip().split(":", 2)[0].strip();
            if (CountrySet.code(country) >= 0) {
                countries.add(country);
            } else if (!country.isEmpty()) {
                tally.fault(item, RowFault.UNKNOWN_COUNTRY, country);
                return deliversTo;
            }
        }
        return countries.isEmpty() ? deliversTo : CountrySet.of(countries);
    }

    private static String shortText(FeedItem item, FeedField field) {
        String text = PlainText.of(item.get(field), NAME_CHARS_MAX + 1);
        return text.length() > NAME_CHARS_MAX ? "" : text;
    }

    /** Always false, to end a check. */
    private boolean refused(FeedItem item, RowFault fault, String detail) {
        tally.fault(item, fault, detail);
        return false;
    }

    private static String name(FeedField field) {
        return field.name().toLowerCase(java.util.Locale.ROOT);
    }
}

package centuple.catalogue.file;

import centuple.catalogue.feed.FeedField;
import centuple.catalogue.feed.FeedItem;
import centuple.catalogue.feed.FeedLimits;
import centuple.catalogue.feed.UnreadableFeedException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * The public {@code products.json} of Shopify: an object with {@code products}. Each variant becomes an item; the names
 * of the options stand behind the variants, so those of one product are kept until its end.
 */
final class ShopifyJson implements FeedParser {
    private static final int OPTIONS = 3;

    private final String origin;
    private final FeedItem item = new FeedItem();
    private final List<Variant> variants = new ArrayList<>();
    private long number;
    private String id = "";
    private String title = "";
    private String handle = "";
    private String vendor = "";
    private String type = "";
    private int sizeOption;

    ShopifyJson(String url) {
        int path = url.indexOf('/', url.indexOf("://") + 3);
        this.origin = path < 0 ? url : url.substring(0, path);
    }

    private record Variant(String id, String title, String[] options, String barcode, String available) {
    }

    @Override
    public void parse(FeedStream in, Consumer<FeedItem> items) throws IOException, UnreadableFeedException {
        ShopJson.read(in, parser -> {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new UnreadableFeedException("it is not the products.json of Shopify");
            }
            boolean found = false;
            for (String name = ShopJson.nextField(parser); !name.isEmpty(); name = ShopJson.nextField(parser)) {
                if (name.equals("products") && parser.currentToken() == JsonToken.START_ARRAY) {
                    found = true;
                    products(parser, in, items);
                } else {
                    parser.skipChildren();
                }
            }
            if (!found) {
                throw new UnreadableFeedException("it has no list of products");
            }
        });
    }

    private void products(JsonParser parser, FeedStream in, Consumer<FeedItem> items)
            throws UnreadableFeedException {
        while (ShopJson.nextObject(parser)) {
            in.step();
            number++;
            product(parser);
            for (Variant variant : variants) {
                fill(variant);
                items.accept(item);
            }
        }
    }

    private void product(JsonParser parser) throws UnreadableFeedException {
        id = "";
        title = "";
        handle = "";
        vendor = "";
        type = "";
        sizeOption = -1;
        variants.clear();
        for (String name = ShopJson.nextField(parser); !name.isEmpty(); name = ShopJson.nextField(parser)) {
            switch (name) {
                case "id" -> id = ShopJson.text(parser);
                case "title" -> title = ShopJson.text(parser);
                case "handle" -> handle = ShopJson.text(parser);
                case "vendor" -> vendor = ShopJson.text(parser);
                case "product_type" -> type = ShopJson.text(parser);
                case "variants" -> variants(parser);
                case "options" -> options(parser);
                default -> parser.skipChildren();
            }
        }
    }

    private void variants(JsonParser parser) throws UnreadableFeedException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        while (ShopJson.nextObject(parser)) {
            if (variants.size() == FeedLimits.VARIANTS_MAX) {
                throw new UnreadableFeedException("product " + number + " has more than " + FeedLimits.VARIANTS_MAX
                        + " variants");
            }
            variants.add(variant(parser));
        }
    }

    private static Variant variant(JsonParser parser) {
        String variantId = "";
        String variantTitle = "";
        String barcode = "";
        String available = "";
        String[] options = {"", "", ""};
        for (String name = ShopJson.nextField(parser); !name.isEmpty(); name = ShopJson.nextField(parser)) {
            switch (name) {
                case "id" -> variantId = ShopJson.text(parser);
                case "title" -> variantTitle = ShopJson.text(parser);
                case "barcode" -> barcode = ShopJson.text(parser);
                case "available" -> available = ShopJson.text(parser);
                case "option1" -> options[0] = ShopJson.text(parser);
                case "option2" -> options[1] = ShopJson.text(parser);
                case "option3" -> options[2] = ShopJson.text(parser);
                default -> parser.skipChildren();
            }
        }
        return new Variant(variantId, variantTitle, options, barcode, available);
    }

    /** Options are objects with a name, or in old shops just names. */
    private void options(JsonParser parser) {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        int place = 0;
        for (JsonToken token = parser.nextToken(); token != null
                && token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            String option = "";
            if (token == JsonToken.START_OBJECT) {
                for (String name = ShopJson.nextField(parser); !name.isEmpty(); name = ShopJson.nextField(parser)) {
                    String value = ShopJson.text(parser);
                    option = name.equals("name") ? value : option;
                }
            } else {
                option = ShopJson.text(parser);
            }
            if (place < OPTIONS && sizeOption < 0 && ShopJson.isSize(option)) {
                sizeOption = place;
            }
            place++;
        }
    }

    private void fill(Variant variant) {
        boolean only = variant.title().isEmpty() || variant.title().equalsIgnoreCase("Default Title");
        item.reset(number);
        item.set(FeedField.ID, variant.id());
        item.set(FeedField.GROUP, id);
        item.set(FeedField.TITLE, title.isEmpty() || only ? title : title + " - " + variant.title());
        item.set(FeedField.BRAND, vendor);
        item.set(FeedField.OWN_CATEGORY, type);
        item.set(FeedField.GTIN, variant.barcode());
        item.set(FeedField.AVAILABILITY, variant.available());
        item.set(FeedField.SIZE, sizeOption < 0 ? "" : variant.options()[sizeOption]);
        if (!handle.isEmpty() && !variant.id().isEmpty()) {
            String path = URLEncoder.encode(handle.toLowerCase(Locale.ROOT), StandardCharsets.UTF_8);
            item.set(FeedField.LINK, origin + "/products/" + path.replace("+", "%20") + "?variant="
                    + URLEncoder.encode(variant.id(), StandardCharsets.UTF_8));
        }
    }
}

package centuple.catalogue.file;

import centuple.catalogue.feed.FeedField;
import centuple.catalogue.feed.FeedItem;
import centuple.catalogue.feed.UnreadableFeedException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

import java.io.IOException;
import java.util.function.Consumer;

/** The public Store API of WooCommerce: a list of products, or of their variations, which name their parent. */
final class WooCommerceJson implements FeedParser {
    private final FeedItem item = new FeedItem();
    private long number;
    private String id = "";
    private String parent = "";
    private boolean inStock;
    private boolean saysStock;
    private boolean purchasable;

    @Override
    public void parse(FeedStream in, Consumer<FeedItem> items) throws IOException, UnreadableFeedException {
        ShopJson.read(in, parser -> {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                throw new UnreadableFeedException("it is not a list of products of WooCommerce's Store API");
            }
            while (ShopJson.nextObject(parser)) {
                in.step();
                item.reset(++number);
                product(parser);
                items.accept(item);
            }
        });
    }

    private void product(JsonParser parser) {
        id = "";
        parent = "";
        saysStock = false;
        inStock = false;
        purchasable = true;
        for (String name = ShopJson.nextField(parser); !name.isEmpty(); name = ShopJson.nextField(parser)) {
            field(parser, name);
        }
        item.set(FeedField.ID, id);
        item.set(FeedField.GROUP, parent.isEmpty() || parent.equals("0") ? id : parent);
        item.set(FeedField.AVAILABILITY, saysStock ? Boolean.toString(inStock && purchasable) : "");
    }

    private void field(JsonParser parser, String name) {
        switch (name) {
            case "id" -> id = ShopJson.text(parser);
            case "parent" -> parent = ShopJson.text(parser);
            case "name" -> item.set(FeedField.TITLE, ShopJson.text(parser));
            case "permalink" -> item.set(FeedField.LINK, ShopJson.text(parser));
            case "global_unique_id", "gtin" -> item.setIfAbsent(FeedField.GTIN, ShopJson.text(parser));
            case "mpn" -> item.set(FeedField.MPN, ShopJson.text(parser));
            case "is_in_stock" -> {
                saysStock = true;
                inStock = ShopJson.text(parser).equals("true");
            }
            case "is_purchasable" -> purchasable = ShopJson.text(parser).equals("true");
            case "variation" -> variation(ShopJson.text(parser));
            case "categories" -> firstName(parser, FeedField.OWN_CATEGORY);
            case "brands" -> firstName(parser, FeedField.BRAND);
            case "attributes" -> attributes(parser);
            default -> parser.skipChildren();
        }
    }

    /** A variation in words: {@code "Size: 42, Colour: Red"}. */
    private void variation(String text) {
        for (String part : text.split(",")) {
            String[] words = part.split(":", 2);
            if (words.length == 2 && ShopJson.isSize(words[0])) {
                item.setIfAbsent(FeedField.SIZE, words[1].strip());
            }
        }
    }

    private void firstName(JsonParser parser, FeedField field) {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        while (ShopJson.nextObject(parser)) {
            for (String name = ShopJson.nextField(parser); !name.isEmpty(); name = ShopJson.nextField(parser)) {
                String text = ShopJson.text(parser);
                if (name.equals("name")) {
                    item.setIfAbsent(field, text);
                }
            }
        }
    }

    /** An attribute with a single term is the product's own; with several it is a choice among variations. */
    private void attributes(JsonParser parser) {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        while (ShopJson.nextObject(parser)) {
            String attribute = "";
            String value = "";
            int terms = 0;
            for (String name = ShopJson.nextField(parser); !name.isEmpty(); name = ShopJson.nextField(parser)) {
                if (name.equals("terms") && parser.currentToken() == JsonToken.START_ARRAY) {
                    while (ShopJson.nextObject(parser)) {
                        terms++;
                        for (String term = ShopJson.nextField(parser); !term.isEmpty(); term = ShopJson
                                .nextField(parser)) {
                            String text = ShopJson.text(parser);
                            value = term.equals("name") ? text : value;
                        }
                    }
                } else {
                    String text = ShopJson.text(parser);
                    attribute = name.equals("name") ? text : attribute;
                    if (name.equals("value")) {
                        value = text;
                        terms = 1;
                    }
                }
            }
            if (terms == 1 && ShopJson.isSize(attribute)) {
                item.setIfAbsent(FeedField.SIZE, value);
            }
        }
    }
}

package centuple.catalogue.file;

import centuple.catalogue.feed.FeedField;
import centuple.catalogue.feed.FeedItem;
import centuple.catalogue.feed.FeedLimits;
import centuple.catalogue.feed.UnreadableFeedException;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Google Merchant XML: items of RSS 2.0 or entries of Atom, with attributes of Google's namespace. No document type, no
 * entities but the five of XML itself; nothing outside of the file is ever read.
 */
final class GoogleXml implements FeedParser {
    private static final String GOOGLE = "http://base.google.com/ns/1.0";
    private static final String ATOM = "http://www.w3.org/2005/Atom";
    private static final int DEPTH_MAX = 64;
    private static final Map<String, FeedField> FIELDS = Map.ofEntries(Map.entry("id", FeedField.ID),
            Map.entry("title", FeedField.TITLE), Map.entry("link", FeedField.LINK), Map.entry("gtin", FeedField.GTIN),
            Map.entry("brand", FeedField.BRAND), Map.entry("mpn", FeedField.MPN),
            Map.entry("google_product_category", FeedField.CATEGORY),
            Map.entry("product_type", FeedField.OWN_CATEGORY), Map.entry("size", FeedField.SIZE),
            Map.entry("item_group_id", FeedField.GROUP), Map.entry("availability", FeedField.AVAILABILITY),
            Map.entry("shipping", FeedField.COUNTRIES));

    private final XMLInputFactory factory = factory();
    private final FeedItem item = new FeedItem();
    private final StringBuilder text = new StringBuilder();
    private int depth;
    /** How deep the item under way lies; 0 outside of items. */
    private int itemDepth;
    private @Nullable FeedField field;
    private boolean isGoogles;
    private boolean inCountry;

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        // The JDK counts every &amp; of a long feed as an entity. Without a document type no others can be declared.
        factory.setProperty("jdk.xml.maxGeneralEntitySizeLimit", 0);
        factory.setProperty("jdk.xml.totalEntitySizeLimit", 0);
        factory.setProperty("jdk.xml.entityExpansionLimit", 0);
        factory.setProperty("jdk.xml.maxElementDepth", DEPTH_MAX);
        factory.setXMLResolver((_, _, _, _) -> {
            throw new XMLStreamException("nothing outside of the file is read");
        });
        return factory;
    }

    @Override
    public void parse(FeedStream in, Consumer<FeedItem> items) throws IOException, UnreadableFeedException {
        boolean feed = false;
        try {
            XMLStreamReader reader = factory.createXMLStreamReader(in);
            while (reader.hasNext()) {
                int event = reader.next();
                in.step();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    feed = feed || isFeed(reader);
                    start(reader);
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    end(items);
                } else if (event == XMLStreamConstants.DTD) {
                    throw new UnreadableFeedException("it has a document type, which is not read");
                } else {
                    text(reader, event);
                }
            }
        } catch (XMLStreamException e) {
            throw unreadable(e);
        }
        if (!feed) {
            throw new UnreadableFeedException("it is not a feed: there is no rss, RDF or feed element");
        }
    }

    private boolean isFeed(XMLStreamReader reader) throws UnreadableFeedException {
        String root = reader.getLocalName();
        if (root.equals("rss") || root.equals("feed") || root.equals("RDF") || root.equals("channel")) {
            return true;
        }
        throw new UnreadableFeedException("it is not a feed: it begins with the element " + cut(root));
    }

    private void start(XMLStreamReader reader) {
        depth++;
        String name = reader.getLocalName();
        if (itemDepth == 0) {
            if (name.equals("item") || name.equals("entry")) {
                itemDepth = depth;
                item.reset(reader.getLocation().getLineNumber());
            }
            return;
        }
        String space = reader.getNamespaceURI();
        if (depth == itemDepth + 1) {
            isGoogles = GOOGLE.equals(space);
            field = isGoogles || space == null || space.isEmpty() || ATOM.equals(space) ? FIELDS.get(name) : null;
            text.setLength(0);
            if (field == FeedField.LINK && !isGoogles) {
                atomLink(reader);
            }
        } else if (depth == itemDepth + 2 && field == FeedField.COUNTRIES) {
            inCountry = name.equals("country");
            text.setLength(0);
        }
    }

    /** Atom has the address in an attribute, and may have addresses of other things beside it. */
    private void atomLink(XMLStreamReader reader) {
        String href = reader.getAttributeValue(null, "href");
        String rel = reader.getAttributeValue(null, "rel");
        if (href != null && (rel == null || rel.equals("alternate"))) {
            item.setIfAbsent(FeedField.LINK, href);
        }
    }

    private void text(XMLStreamReader reader, int event) throws UnreadableFeedException {
        if (event == XMLStreamConstants.ENTITY_REFERENCE && itemDepth > 0) {
            throw new UnreadableFeedException("line " + reader.getLocation().getLineNumber() + ": the entity &"
                    + cut(reader.getLocalName()) + "; is not one of XML");
        }
        boolean wanted = field != null && (depth == itemDepth + 1 || inCountry && depth == itemDepth + 2);
        if (wanted && reader.hasText() && text.length() <= FeedLimits.FIELD_CHARS_MAX
                && event != XMLStreamConstants.COMMENT) {
            int length = Math.min(reader.getTextLength(), FeedLimits.FIELD_CHARS_MAX + 1 - text.length());
            text.append(reader.getTextCharacters(), reader.getTextStart(), length);
        }
    }

    private void end(Consumer<FeedItem> items) {
        if (depth == itemDepth) {
            itemDepth = 0;
            items.accept(item);
        } else if (depth == itemDepth + 2 && inCountry) {
            item.addCountry(text.toString().strip());
            inCountry = false;
            text.setLength(0);
        } else if (depth == itemDepth + 1 && field != null) {
            endField(field, text.toString().strip());
            field = null;
        }
        depth--;
    }

    /** What Google's namespace says counts before what RSS or Atom say; of several alike the first. */
    private void endField(FeedField ended, String value) {
        if (value.isEmpty()) {
            return;
        }
        if (ended == FeedField.COUNTRIES) {
            item.addCountry(value);
        } else if (isGoogles && (ended == FeedField.TITLE || ended == FeedField.LINK || ended == FeedField.ID)) {
            item.set(ended, value);
        } else {
            item.setIfAbsent(ended, value);
        }
    }

    private static UnreadableFeedException unreadable(XMLStreamException e) throws IOException {
        if (e.getNestedException() instanceof IOException beyond) {
            throw beyond;
        }
        if (e.getCause() instanceof IOException beyond) {
            throw beyond;
        }
        int line = e.getLocation() == null ? 0 : e.getLocation().getLineNumber();
        return new UnreadableFeedException("it is not XML: line " + line + " is malformed", e);
    }

    private static String cut(String name) {
        return name.length() > 40 ? name.substring(0, 40) : name;
    }
}

package centuple.bench.catalogue;

import centuple.catalogue.Gtin;
import centuple.catalogue.feed.FeedKind;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * A feed of any length that is made while it is read: models of four sizes, with titles, addresses, brands and numbers
 * as long as those of real shops, all of them different. Not thread-safe.
 */
final class MadeFeed extends InputStream {
    private static final int SIZES = 4;
    private static final int CATEGORIES = 500;
    private static final int BRANDS = 2_000;
    private static final long FIRST_GTIN = 400_000_000_000L;

    private final FeedKind kind;
    private final long items;
    private final String filler;
    private final int changedPercent;
    private byte[] chunk;
    private int at;
    private long next;
    private boolean ended;

    /**
     * @param descriptionChars characters of each description, which nobody reads
     * @param changedPercent of how many items the title is another than with 0
     */
    MadeFeed(FeedKind kind, long items, int descriptionChars, int changedPercent) {
        this.kind = kind;
        this.items = items;
        this.filler = "x".repeat(descriptionChars);
        this.changedPercent = changedPercent;
        this.chunk = bytes(kind == FeedKind.GOOGLE_XML
                ? "<rss xmlns:g=\"http://base.google.com/ns/1.0\"><channel>\n"
                : "id\ttitle\tdescription\tlink\tavailability\tgtin\tbrand\tmpn\tproduct_type\tsize\titem_group_id\n");
    }

    private String item(long i) {
        long model = i / SIZES;
        long gtin = (FIRST_GTIN + i) * 10 + Gtin.checkDigit(FIRST_GTIN + i);
        String title = (i % 100 < changedPercent ? "New " : "") + "Trail running shoe Model " + model
                + " for wet ground";
        String link = "https://www.shop-of-shoes.example/en/running/trail-shoe-model-" + model + "?variant=" + i;
        String stock = i % 10 == 0 ? "out_of_stock" : "in_stock";
        String brand = "Brand " + model % BRANDS;
        String mpn = "TR-" + model + "-X";
        String category = "Apparel > Shoes > Kind " + model % CATEGORIES;
        long size = 38 + i % SIZES * 2;
        if (kind == FeedKind.GOOGLE_XML) {
            return "<item><g:id>SKU-" + i + "</g:id><title>" + title + "</title><description><![CDATA[" + filler
                    + "]]></description><link>" + link + "</link><g:availability>" + stock + "</g:availability><g:gtin>"
                    + gtin + "</g:gtin><g:brand>" + brand + "</g:brand><g:mpn>" + mpn + "</g:mpn><g:product_type>"
                    + category.replace(">", "&gt;") + "</g:product_type><g:size>" + size + "</g:size><g:item_group_id>M"
                    + model + "</g:item_group_id></item>\n";
        }
        return String.join("\t", "SKU-" + i, title, filler, link, stock, Long.toString(gtin), brand, mpn, category,
                Long.toString(size), "M" + model) + "\n";
    }

    @Override
    public int read() {
        throw new UnsupportedOperationException("read in pieces");
    }

    @Override
    public int read(byte[] to, int from, int length) {
        while (at == chunk.length) {
            if (ended) {
                return -1;
            }
            ended = next == items;
            chunk = ended ? bytes(kind == FeedKind.GOOGLE_XML ? "</channel></rss>" : "") : bytes(item(next++));
            at = 0;
        }
        int count = Math.min(length, chunk.length - at);
        System.arraycopy(chunk, at, to, from, count);
        at += count;
        return count;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

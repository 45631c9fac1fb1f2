package centuple.catalogue.file;

import centuple.catalogue.feed.FeedKind;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A feed of any length that is made while it is read: items of one kilobyte or more, each with an id of its own. */
final class GeneratedFeed extends InputStream {
    private static final String FILLER = "words of a description that nobody reads, ";
    private static final int FILLERS_IN_KILOBYTE = 18;

    private final FeedKind kind;
    private final long itemsMax;
    private final String filler;
    private byte[] chunk;
    private int at;
    private long items;
    private boolean ended;

    GeneratedFeed(FeedKind kind, long bytes, int itemKilobytes) {
        this.kind = kind;
        this.itemsMax = bytes / (1_000L * itemKilobytes);
        this.filler = FILLER.repeat(FILLERS_IN_KILOBYTE * itemKilobytes);
        this.chunk = switch (kind) {
            case GOOGLE_XML -> bytes("<rss xmlns:g=\"http://base.google.com/ns/1.0\"><channel>");
            case SHOPIFY -> bytes("{\"products\":[");
            case WOOCOMMERCE -> bytes("[");
            case GOOGLE_TSV, CSV -> bytes("id\ttitle\tdescription\tlink\tgtin\tavailability\n");
        };
    }

    private String item() {
        long i = items++;
        String comma = i == 0 ? "" : ",";
        return switch (kind) {
            case GOOGLE_XML -> "<item><g:id>" + i + "</g:id><title>Title &amp; " + i + "</title><description><![CDATA["
                    + filler + "]]></description><link>https://shop.example/" + i
                    + "</link><g:availability>in_stock</g:availability></item>\n";
            case SHOPIFY -> comma + "{\"id\":" + i + ",\"title\":\"Title\",\"handle\":\"p" + i + "\",\"body_html\":\""
                    + filler + "\",\"variants\":[{\"id\":" + i + ",\"title\":\"Default Title\",\"available\":true}]}";
            case WOOCOMMERCE -> comma + "{\"id\":" + i + ",\"name\":\"Title\",\"description\":\"" + filler
                    + "\",\"permalink\":\"https://shop.example/" + i
                    + "\",\"is_in_stock\":true,\"is_purchasable\":true}";
            case GOOGLE_TSV, CSV -> i + "\tTitle\t\"" + filler + "\"\thttps://shop.example/" + i + "\t\tin stock\n";
        };
    }

    private String end() {
        return switch (kind) {
            case GOOGLE_XML -> "</channel></rss>";
            case SHOPIFY -> "]}";
            case WOOCOMMERCE -> "]";
            case GOOGLE_TSV, CSV -> "";
        };
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
            ended = items >= itemsMax;
            chunk = bytes(ended ? end() : item());
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

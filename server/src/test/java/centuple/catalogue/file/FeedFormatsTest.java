package centuple.catalogue.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import centuple.catalogue.feed.FeedField;
import centuple.catalogue.feed.FeedKind;
import centuple.catalogue.feed.FeedReport;
import centuple.catalogue.feed.UnreadableFeedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The corner cases of each form, in small files. */
class FeedFormatsTest {
    private static final Map<FeedField, String> COLUMNS = Map.of(FeedField.ID, "merchant_product_id", FeedField.TITLE,
            "product_name", FeedField.LINK, "aw_deep_link", FeedField.GTIN, "ean", FeedField.BRAND, "Marke",
            FeedField.AVAILABILITY, "stock", FeedField.SIZE, "Größe");

    @Test
    void rssOfGoogle() throws Exception {
        ReadFeed read = ReadFeed.of(ReadFeed.settings(FeedKind.GOOGLE_XML), "google-rss.xml");
        assertThat(read.lines()).containsExactly(
                "A-1 | Tom & Jerry's \"Runner\" – größe | https://shop.example/a?x=1&size=42 | 4006381333931 | Acme/AB-12"
                        + " | A | apparel & accessories > shoes | 42 | yes | BEFR",
                "A-2 | Tom & Jerry | https://www.shop.example/%C3%A9t%C3%A9 | - | / |  | ours > shoes |  | yes | DE",
                "A-7 | Ordered ahead | https://shop.example/f | - | / |  |  |  | no | FR");
        assertThat(read.faults()).containsExactly(
                "24 A-2 BAD_GTIN: 4006381333932 has a wrong check digit",
                "34  MISSING_ID",
                "37 A-2 DUPLICATE_ID",
                "41 A-3 BAD_LINK: it is not on a host that the shop has proven",
                "45 A-4 BAD_LINK: only https",
                "49 A-5 UNKNOWN_AVAILABILITY: maybe",
                "53 A-6 MISSING_AVAILABILITY",
                "60 A-8 MISSING_TITLE");
        assertThat(read.report().rows()).isEqualTo(10);
        assertThat(read.report().accepted()).isEqualTo(3);
        assertThat(read.report().refused()).isEqualTo(7);
    }

    @Test
    void atomOfGoogleInLatin1() throws Exception {
        ReadFeed read = ReadFeed.of(ReadFeed.settings(FeedKind.GOOGLE_XML), "google-atom.xml");
        assertThat(read.lines()).containsExactly(
                "B-1 | Café | https://shop.example/b1 | - | / |  |  |  | no | FR",
                "B-2 | Linked by text | https://shop.example/b2 | - | / |  |  |  | yes | FR");
        assertThat(read.faults()).isEmpty();
    }

    @Test
    void tabsOfGoogleWithQuotesBomAndBrokenRows() throws Exception {
        ReadFeed read = ReadFeed.of(ReadFeed.settings(FeedKind.GOOGLE_TSV), "google.tsv");
        assertThat(read.lines()).containsExactly(
                "T-1 | Plain | https://shop.example/1 | 4006381333931 | / | G |  | 42 | yes | BEFR",
                "T-2 | Quoted with tab and newline, 15\" wide | https://shop.example/2 | - | / | G |  | 43 | yes | FR",
                "T-3 | A 15\" monitor | https://shop.example/3 | - | / |  |  |  | no | FR",
                "T-5 | After it | https://shop.example/5 | - | / |  |  |  | yes | FR",
                "T-7 | Too few | https://shop.example/7 | - | / |  |  |  | yes | FR");
        assertThat(read.faults()).containsExactly(
                "7 T-4 BROKEN_ROW: a quote is opened and not closed",
                "8 T-5 UNKNOWN_COUNTRY: France",
                "9 T-6 BROKEN_ROW: it has 10 fields, the header 9",
                "11 T-8 WRONG_ENCODING: title",
                "12  MISSING_ID");
    }

    @Test
    void anyTableWithNamedColumnsAndItsEncoding() throws Exception {
        ReadFeed read = ReadFeed.of(ReadFeed.csv(';', "windows-1252", COLUMNS), "mapped-latin1.csv");
        assertThat(read.lines()).containsExactly(
                "C-1 | Schuh | https://shop.example/1 | 4006381333931 | Müller/ |  |  | 42.5 | yes | FR",
                "C-2 | Hut; grün | https://shop.example/2 | - | Müller/ |  |  |  | no | FR",
                "C-3 | Hose | https://shop.example/3 | - | / |  |  | m | no | FR");
        assertThat(read.faults()).containsExactly("4 C-3 BAD_GTIN: 4.00638E+12 has other characters than digits");
        assertThatThrownBy(() -> ReadFeed.of(ReadFeed.csv(';', "", COLUMNS), "mapped-latin1.csv"))
                .as("the header is in the wrong encoding").hasMessageContaining("no column Größe");
    }

    @Test
    void productsOfShopify() throws Exception {
        ReadFeed read = ReadFeed.of(ReadFeed.settings(FeedKind.SHOPIFY), "shopify.json");
        assertThat(read.lines()).containsExactly(
                "808950810 | Runner - 42 / Red | https://shop.example/products/runner-%C3%A9t%C3%A9?variant=808950810"
                        + " | - | Acme/ | 632910392 | shoes | 42 | yes | FR",
                "808950811 | Runner - 43 / Red | https://shop.example/products/runner-%C3%A9t%C3%A9?variant=808950811"
                        + " | 4006381333931 | Acme/ | 632910392 | shoes | 43 | no | FR",
                "21 | Mug & spoon | https://shop.example/products/mug?variant=21 | - | Acme/ | 2 |  |  | yes | FR");
        assertThat(read.faults()).containsExactly("3 31 MISSING_AVAILABILITY", "4 41 MISSING_LINK");
    }

    @Test
    void productsOfWooCommerce() throws Exception {
        ReadFeed read = ReadFeed.of(ReadFeed.settings(FeedKind.WOOCOMMERCE), "woocommerce.json");
        assertThat(read.lines()).containsExactly(
                "34 | Runner – red | https://shop.example/product/runner/ | - | Acme/ | 34 | shoes |  | yes | FR",
                "35 | Runner | https://shop.example/product/runner/?attribute_pa_size=42 | 4006381333931 | / | 34 | "
                        + " | 42 | no | FR",
                "36 | Poster | https://shop.example/product/poster/ | - | / | 36 |  | m | yes | FR",
                "37 | Not for sale | https://shop.example/product/x/ | - | / | 37 |  |  | no | FR");
        assertThat(read.faults()).containsExactly("5 38 MISSING_AVAILABILITY");
    }

    /** What is not of its form at all, or breaks off: the copy of before stays, for nothing of it is taken. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "GOOGLE_XML | <rss><channel><item><id>1</id> | not XML",
            "GOOGLE_XML | <html><body/></html> | begins with the element html",
            "GOOGLE_XML | {\"products\":[]} | not XML",
            "GOOGLE_XML | <!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><rss>&x;</rss> | document type",
            "GOOGLE_XML | <rss><item><title>a&nbsp;b</title></item></rss> | entity &nbsp;",
            "GOOGLE_TSV | id\ttitle | no column for link",
            "GOOGLE_TSV | '' | empty",
            "SHOPIFY | [] | not the products.json",
            "SHOPIFY | {\"errors\":\"Not Found\"} | no list of products",
            "SHOPIFY | {\"products\":[{\"id\":1 | not JSON of this form: line 1",
            "WOOCOMMERCE | {\"code\":\"rest_no_route\"} | not a list of products",
            "WOOCOMMERCE | [{\"id\":1},] | not JSON"})
    void whatIsNotOfItsFormIsRefusedAsAWhole(FeedKind kind, String text, String why) {
        assertThatThrownBy(() -> ReadFeed.of(ReadFeed.settings(kind),
                text.replace("\\t", "\t").getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UnreadableFeedException.class).hasMessageContaining(why);
    }

    @Test
    void theReportNamesTheFirstRowsAndCountsAll() throws Exception {
        StringBuilder feed = new StringBuilder("id\ttitle\tlink\tavailability\n");
        for (int i = 0; i < 500; i++) {
            feed.append('a').append(i).append("\tTitle\thttps://evil.example/\tin stock\n");
        }
        FeedReport report = ReadFeed.of(ReadFeed.settings(FeedKind.GOOGLE_TSV),
                feed.toString().getBytes(StandardCharsets.UTF_8)).report();
        assertThat(report.examples()).hasSize(FeedReport.EXAMPLES_MAX);
        assertThat(report.faults().values()).containsExactly(500L);
    }

    @Test
    void utf16IsSeenByItsFirstBytes() throws Exception {
        String feed = "id\ttitle\tlink\tavailability\n1\tété\thttps://shop.example/\tin stock\n";
        assertThat(ReadFeed.of(ReadFeed.settings(FeedKind.GOOGLE_TSV), feed.getBytes(StandardCharsets.UTF_16))
                .lines()).containsExactly("1 | été | https://shop.example/ | - | / |  |  |  | yes | FR");
    }
}

package centuple.catalogue.http;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.testkit.TestApi;
import centuple.testkit.TestApi.Answered;
import centuple.testkit.TestApi.Caller;
import centuple.testkit.TestRoutes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueRoutesTest {
    private static final String CSV = "{\"kind\":\"csv\",\"url\":\"https://cdn.example/feed.csv\","
            + "\"delivers_to\":[\"FR\",\"BE\"],\"every_minutes\":60,\"separator\":\";\",\"encoding\":\"windows-1252\","
            + "\"columns\":{\"id\":\"sku\",\"title\":\"name\",\"link\":\"url\",\"availability\":\"stock\"}}";

    private final TestApi api = TestApi.start(TestRoutes::controlPlane);
    private final Caller anne = api.shop("Anne");
    private final Caller bela = api.shop("Béla");

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void aFeedIsItsShopsOwn() {
        String one = "/v1/feeds/" + anne.shop();
        anne.get(one).refused(404, "not_found");
        Answered put = anne.put(one, CSV).expect(200);
        assertThat(put.text("status")).isEqualTo("waiting");
        assertThat(put.text("columns.availability")).isEqualTo("stock");
        assertThat(put.at("delivers_to")).hasSize(2);
        assertThat(anne.get(one).expect(200).json()).isEqualTo(put.json());
        bela.get(one).refused(404, "not_found");
        bela.put(one, CSV).refused(404, "not_found");
        bela.delete(one).refused(404, "not_found");
        api.operator().put(one, CSV).refused(403, "insufficient_scope");
        assertThat(api.operator().get(one).expect(200).json()).isEqualTo(put.json());
        assertThat(api.operator().get("/v1/feeds").expect(200).at("data")).hasSize(1);
        assertThat(bela.get("/v1/feeds").expect(200).at("data")).isEmpty();
        assertThat(anne.get(one + "/report").expect(200).text("rows")).isEqualTo("0");
        anne.delete(one).expect(204);
        anne.delete(one).refused(404, "not_found");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"https://cdn.example/feed.csv | http://cdn.example/feed.csv | /url",
            "https://cdn.example/feed.csv | https://10.0.0.1/feed.csv | /url",
            "https://cdn.example/feed.csv | https://user:secret@cdn.example/ | /url",
            "https://cdn.example/feed.csv | https://cdn.example:8443/ | /url",
            "https://cdn.example/feed.csv | file:///etc/passwd | /url",
            "FR\",\"BE | France | /delivers_to/0", "60 | 5 | /every_minutes", "; | ;; | /separator",
            "windows-1252 | klingon | /encoding", "title\":\" | price\":\" | /columns/title",
            "csv\" | ods\" | /kind", "columns | mapping | /columns"})
    void wrongSettingsAreToldByTheirPlace(String right, String wrong, String pointer) {
        Answered answer = anne.put("/v1/feeds/" + anne.shop(), CSV.replace(right, wrong)).refused(400,
                "invalid_request");
        assertThat(answer.at("errors").toString()).contains("\"pointer\":\"" + pointer);
    }

    @Test
    void pairsAreTheGiversOwn() {
        String pair = "{\"product\":\"a\",\"receiver\":\"" + bela.shop() + "\",\"stand_in\":\"b\"}";
        assertThat(anne.post("/v1/product-pairs", pair).expect(201).text("stand_in")).isEqualTo("b");
        anne.post("/v1/product-pairs", pair).expect(201);
        anne.post("/v1/product-pairs", pair.replace("\"a\"", "\"a2\"")).expect(201);
        Answered first = anne.get("/v1/product-pairs?limit=1").expect(200);
        assertThat(first.text("data.0.product")).isEqualTo("a");
        assertThat(anne.get("/v1/product-pairs?cursor=" + first.text("next_cursor")).text("data.0.product"))
                .isEqualTo("a2");
        assertThat(bela.get("/v1/product-pairs").at("data")).isEmpty();
        assertThat(bela.get("/v1/events").response().body()).as("no affair of the partner")
                .doesNotContain("product_pair");
        anne.post("/v1/product-pairs/end", pair).expect(204);
        anne.post("/v1/product-pairs/end", pair).refused(404, "not_found");
        anne.post("/v1/product-pairs", pair.replace(bela.shop(), anne.shop())).refused(400, "invalid_request");
        anne.post("/v1/product-pairs", pair.replace(bela.shop(), "shop_00000001")).refused(404, "not_found");
        api.operator().post("/v1/product-pairs", pair).refused(403, "insufficient_scope");
    }
}

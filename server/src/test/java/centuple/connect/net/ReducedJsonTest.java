package centuple.connect.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import centuple.connect.FieldMask;
import centuple.connect.Payload;
import centuple.connect.UnreadableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;

class ReducedJsonTest {
    private static final FieldMask MASK = FieldMask.of("id", "customer.orders_count", "lines[].price", "landing?",
            "meta[key=_ctp|_utm].value", "items[].id", "flag");

    @Test
    void keepsTheFieldsOfTheMaskAndNothingElse() {
        Payload body = read("""
                {"id": 7, "name": "Anna", "customer": {"email": "a@b.c", "orders_count": 3},
                 "lines": [{"price": "19.90", "title": "Shoe"}, {"price": 5.5, "note": [1, {"x": "y"}]}],
                 "flag": true, "other": {"id": 9}}""");
        assertThat(body.fields().toString())
                .isEqualTo("{id=7, customer={orders_count=3}, lines=[{price=19.90}, {price=5.5}], flag=true}");
        assertThat(body.decimal("absent")).isEmpty();
        assertThatThrownBy(() -> body.decimal("lines")).as("what is there but no number is not 0")
                .isInstanceOf(UnreadableException.class);
        assertThat(body.list("lines").getFirst().decimal("price")).contains(new BigDecimal("19.90"));
        assertThat(body.text("customer.orders_count")).contains("3");
        assertThat(body.flag("flag")).contains(true);
    }

    @Test
    void ofAnAddressOnlyOurParametersAreKept() {
        assertThat(read("{\"landing\": \"https://s.example/p?mail=a%40b.c&ctp=AQab_-9&utm_source=centuple#x\"}")
                .text("landing")).contains("?ctp=AQab_-9&utm_source=centuple");
        assertThat(read("{\"landing\": \"https://s.example/anna?mail=a\"}").has("landing")).isFalse();
        assertThat(read("{\"landing\": \"/?ctp=<script>\"}").has("landing")).isFalse();
    }

    @Test
    void ofAListOfNamedValuesOnlyTheWantedAreKept() {
        Payload body = read("""
                {"meta": [{"key": "_ctp", "value": "T"}, {"key": "_name", "value": "Anna"},
                          {"value": "V", "key": "_utm", "id": 3}, {"key": ["_ctp"], "value": "W"}, "Anna"]}""");
        assertThat(body.fields().toString())
                .isEqualTo("{meta=[{key=_ctp, value=T}, {value=V, key=_utm}]}");
        assertThat(body.entry("meta", "key", "_ctp", "value")).contains("T");
    }

    @Test
    void aListAtTheTopIsReadAsItems() {
        assertThat(read("[{\"id\": 1, \"a\": 2}, {\"id\": 2}]").list("items")).extracting(one -> one.text("id").get())
                .isEqualTo(List.of("1", "2"));
    }

    @Test
    void largeTextsThatAreNotKeptAreNoTrouble() {
        String large = "x".repeat(500_000);
        assertThat(read("{\"note\": \"" + large + "\", \"id\": 1}").text("id")).contains("1");
        assertThatThrownBy(() -> read("{\"id\": \"" + large + "\"}")).isInstanceOf(UnreadableException.class)
                .hasMessageContaining("longer than");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "1", "\"x\"", "{", "{\"id\": 1", "{\"id\": 1} x", "{\"id\": 1}{}",
            "{\"id\": 1e999999999}", "{\"id\": NaN}", "{'id': 1}", "webhook_id=3", "{\"id\": 1, \"id\": 2}"})
    void whatIsNotWholeJsonIsRefusedWithoutQuotingIt(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(UnreadableException.class)
                .hasMessageNotContaining("webhook");
    }

    @Test
    void deepNestingAndManyValuesAreRefused() {
        assertThatThrownBy(() -> read("{\"a\":".repeat(500) + "1" + "}".repeat(500)))
                .isInstanceOf(UnreadableException.class);
        assertThatThrownBy(() -> read("{\"lines\": [" + "1,".repeat(60_000) + "1]}"))
                .isInstanceOf(UnreadableException.class);
    }

    @Test
    void invalidUtf8InWhatIsKeptIsRefused() {
        byte[] bytes = "{\"id\": \"aXb\"}".getBytes(StandardCharsets.UTF_8);
        bytes[9] = (byte) 0xff;
        assertThatThrownBy(() -> ReducedJson.read(bytes, MASK)).isInstanceOf(UnreadableException.class);
    }

    private static Payload read(String json) {
        return ReducedJson.read(json.getBytes(StandardCharsets.UTF_8), MASK);
    }
}

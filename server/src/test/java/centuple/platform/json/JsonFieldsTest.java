package centuple.platform.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

class JsonFieldsTest {
    private static final Pattern LETTERS = Pattern.compile("[a-z]{1,5}");

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "[]", "1", "\"text\"", "null", "{", "{}x", "{} {}", "{\"a\":1,\"a\":2}", "{a:1}",
            "{'a':1}", "{\"a\":01}", "{\"a\":NaN}", "{\"a\":1,}", "{\"a\":\"\t\"}", "// c\n{}", "\uFEFF{}"})
    void refusesWhatIsNotOneStrictObject(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(InvalidJsonException.class);
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        byte[] latin = "{\"name\":\"Café\"}".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> Json.fields(latin)).isInstanceOf(InvalidJsonException.class)
                .hasMessage("not valid UTF-8");
        byte[] overlong = {'{', '"', 'a', '"', ':', '"', (byte) 0xC0, (byte) 0xAF, '"', '}'};
        assertThatThrownBy(() -> Json.fields(overlong)).hasMessage("not valid UTF-8");
    }

    @Test
    void refusesWhatIsBeyondALimit() {
        String deep = "{\"a\":" + "[".repeat(Json.DEPTH_MAX) + "]".repeat(Json.DEPTH_MAX) + "}";
        String longText = "{\"a\":\"" + "x".repeat(Json.STRING_CHARS_MAX + 1) + "\"}";
        String longName = "{\"" + "x".repeat(Json.NAME_CHARS_MAX + 1) + "\":1}";
        String longNumber = "{\"a\":" + "9".repeat(Json.NUMBER_CHARS_MAX + 1) + "}";
        String many = "{\"a\":[" + "0,".repeat((int) Json.TOKENS_MAX) + "0]}";
        assertBeyond(deep, "lists and objects are nested deeper than 16");
        assertBeyond(longText, "a text is longer than 16384 characters");
        assertBeyond(longName, "the name of a field is longer than 256 characters");
        assertBeyond(longNumber, "a number is longer than 32 characters");
        assertBeyond(many, "there are more than 200000 values");
    }

    private static void assertBeyond(String text, String reason) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(InvalidJsonException.class).hasMessageStartingWith(reason)
                .hasMessageNotContaining("StreamReadConstraints");
    }

    @Test
    void givesNoAdviceThatIsMeantForProgrammers() {
        assertThatThrownBy(() -> read("{\"a\":NaN}")).hasMessageContaining("is not allowed")
                .hasMessageNotContaining("JsonReadFeature");
    }

    @Test
    void tellsOneReasonForEachField() {
        JsonFields in = read("{\"at\":\"yesterday\"}");
        in.time("at");
        in.refuse("at", "is too long ago");
        in.refuse("", "is incomplete");
        assertThat(errorsOf(in)).extracting(FieldError::pointer).containsExactly("/at", "");
        assertThat(errorsOf(in).getFirst().detail()).startsWith("must be a time");
    }

    @Test
    void saysNothingOfTheBodyItCouldNotRead() {
        assertThatThrownBy(() -> read("{\"a\": jacques@example.com}")).isInstanceOf(InvalidJsonException.class)
                .hasMessageNotContaining("example.com").hasMessageNotContaining("jacques")
                .hasMessageContaining("line 1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {"1.0", "1e2", "\"1\"", "true", "9223372036854775808",
            "-1", "101", "[1]", "{}"})
    void refusesNumbersThatAreNotWholeOrNotInRange(String value) {
        JsonFields in = read("{\"amount_minor\":" + value + "}");
        in.integer("amount_minor", 0, 100);
        assertThat(errorsOf(in)).singleElement()
                .isEqualTo(new FieldError("/amount_minor", "must be a whole number from 0 to 100"));
    }

    @Test
    void collectsEveryMistakeWithItsPointer() {
        JsonFields in = read("""
                {"name": 7, "at": "yesterday", "words": ["ok", "NOT", 1], "size": {"width": "wide", "extra": 1},
                 "kind": "CLICK", "a/b~c": 1}""");
        in.text("name", 1, 10);
        in.time("at");
        in.strings("words", 5, LETTERS, "letters");
        in.object("size").integer("width", 0, 9);
        in.choice("kind", Kind.class);
        in.text("missing", 1, 10);
        assertThat(errorsOf(in)).extracting(error -> error.pointer() + " " + error.detail()).containsExactly(
                "/name must be a string", "/at must be a time such as 2026-11-23T08:00:00Z", "/words/1 must be letters",
                "/words/2 must be letters", "/size/width must be a whole number from 0 to 9",
                "/kind must be one of click, order", "/missing is missing", "/a~1b~0c unknown field",
                "/size/extra unknown field");
    }

    @Test
    void readsWhatIsRight() {
        JsonFields in = read("""
                {"name": "Épicerie", "at": "2026-11-23T09:00:00+01:00", "kind": "order", "on": true, "none": null,
                 "lines": [{"n": 1}, {"n": 2}]}""");
        assertThat(in.text("name", 1, 10)).isEqualTo("Épicerie");
        assertThat(in.time("at")).isEqualTo(Instant.parse("2026-11-23T08:00:00Z"));
        assertThat(in.choice("kind", Kind.class)).isEqualTo(Kind.ORDER);
        assertThat(in.optionalFlag("on")).contains(true);
        assertThat(in.optionalText("none", 1, 5)).isEmpty();
        assertThat(in.objects("lines", 5, line -> line.integer("n", 0, 9))).containsExactly(1L, 2L);
        in.finish();
    }

    @Test
    void namesWhatItDropsWhereUnknownFieldsMayBe() {
        JsonFields in = read("{\"reference\": \"A-1\", \"customer\": {\"email\": \"x@example.com\"}}");
        in.text("reference", 1, 64);
        assertThat(in.finishLoosely()).containsExactly("/customer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "a\\nb", "\\ud800", "\\u007f"})
    void refusesControlAndHalfCharacters(String escaped) {
        JsonFields in = read("{\"name\":\"" + escaped + "\"}");
        in.text("name", 1, 10);
        assertThat(errorsOf(in)).hasSize(1);
    }

    private static JsonFields read(String text) {
        return Json.fields(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<FieldError> errorsOf(JsonFields in) {
        return catchThrowableOfType(InvalidJsonException.class, in::finish).errors();
    }

    private enum Kind {
        CLICK, ORDER
    }
}

package centuple.platform.json;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.testkit.Seed;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** What is written by hand against what the library writes and reads. */
class JsonWriterTest {
    private static final String[] PIECES = {"a", "Ü", "€", "😀", "\"", "\\", "\n", "\t", "\0", "\u007f", "\u001f", "/",
            "\u0800", "\u07ff", "\u2028", "\uffff", "<", "é"};

    private final Seed seed = Seed.fresh();
    private final JsonWriter json = new JsonWriter(4);

    @Test
    void anyTextIsReadBackAsItWas() {
        RandomGenerator random = seed.random();
        for (int round = 0; round < 2_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(20); i > 0; i--) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
            byte[] bytes = json.clear().open('[').string(text.toString()).close(']').toBytes();
            assertThat(Json.tree(bytes).get(0).stringValue()).as(seed.toString()).isEqualTo(text.toString());
        }
    }

    @Test
    void equalsWhatTheLibraryWrites() {
        Map<String, Object> inner = new LinkedHashMap<>();
        inner.put("name", "Béla & \"Co\"");
        inner.put("list", List.of());
        inner.put("object", Map.of());
        Map<String, Object> outer = new LinkedHashMap<>();
        outer.put("list", List.of(inner, inner));
        outer.put("none", List.of());
        outer.put("last", "");
        json.clear().open('{').name("list").open('[');
        for (int i = 0; i < 2; i++) {
            json.open('{').name("name").string("Béla & \"Co\"").name("list").open('[').close(']').name("object")
                    .open('{').close('}').close('}');
        }
        json.close(']').name("none").open('[').close(']').name("last").string("").close('}');
        assertThat(new String(json.toBytes(), StandardCharsets.UTF_8)).isEqualTo(Json.string(outer));
    }

    @Test
    void halfAPairIsAQuestionMark() {
        assertThat(json.clear().string("a\ud83d").toBytes()).isEqualTo("\"a?\"".getBytes(StandardCharsets.UTF_8));
        assertThat(json.clear().string("\ude00\ud83dz").toBytes())
                .isEqualTo("\"??z\"".getBytes(StandardCharsets.UTF_8));
    }
}

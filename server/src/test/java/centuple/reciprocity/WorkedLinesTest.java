package centuple.reciprocity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Every worked table of lines, pauses and floors comes out as written. */
class WorkedLinesTest {
    @Test
    void linesComeOutAsWritten() throws IOException {
        assertThat(WorkedLine.play(read("lines.md"))).isGreaterThanOrEqualTo(8);
    }

    @Test
    void theConceptComesOutAsWritten() throws IOException {
        Path docs = Path.of("docs/concepts");
        Path concepts = Files.isDirectory(docs) ? docs : Path.of("../docs/concepts");
        assertThat(WorkedLine.play(Files.readString(concepts.resolve("when-giving-stops.md")))).isEqualTo(2);
    }

    private static String read(String name) throws IOException {
        try (InputStream in = WorkedLinesTest.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

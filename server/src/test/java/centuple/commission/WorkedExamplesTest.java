package centuple.commission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Every worked example of the documentation, and those beside this test, come out to the cent. */
class WorkedExamplesTest {
    private static final List<String> DOCUMENTS = List.of("attribution.md", "double-entry.md", "no-money-held.md");
    private static final List<String> BESIDE = List.of("refunds.md", "rates.md", "attributions.md", "caps.md",
            "chains.md", "giver-days.md");

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void comesOutAsWritten(WorkedExample example) {
        example.play();
    }

    static Stream<WorkedExample> examples() throws IOException {
        Path docs = Path.of("docs/concepts");
        Path concepts = Files.isDirectory(docs) ? docs : Path.of("../docs/concepts");
        Stream<String> texts = Stream.concat(DOCUMENTS.stream().map(name -> read(concepts.resolve(name))),
                BESIDE.stream().map(WorkedExamplesTest::read));
        List<WorkedExample> examples = texts.flatMap(text -> WorkedExample.in(text).stream()).toList();
        assertThat(examples).as("tables that were found").hasSizeGreaterThan(10);
        return examples.stream();
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String read(String name) {
        try (InputStream in = WorkedExamplesTest.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}

package centuple.simulation.cli;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.platform.json.Json;
import centuple.simulation.file.Wordings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

class SimulateCommandTest {
    private static final Pattern ELSEWHERE = Pattern.compile("(?i)https?:|//[a-z]|<script|<link|<img|url\\(|@import");

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void tellsTableReasonsAndEveryAssumption() {
        assertThat(run("--hours", "1000", "--seeds", "2")).isZero();

        assertThat(out.toString()).contains("A niche of 15 shops over 1,000 hours", "no evidence about any real shop",
                "gurus", "tit-for-tat", "stop-loss: 18 of 18 pairs with partners of the kind taker",
                "lowest of other seeds: 2", "the trial credit is used up", "40 : 20 : 20 : 20", "8.0 %",
                "hours between two looks", "is given on once at most").doesNotContain("{0}", "{1}");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void writesTheSameFilesEachTime() throws IOException {
        List<byte[]> first = files("first");
        List<byte[]> again = files("again");
        for (int i = 0; i < first.size(); i++) {
            assertThat(again.get(i)).isEqualTo(first.get(i));
        }
        JsonNode json = Json.object(first.get(0));
        assertThat(json.propertyNames()).containsExactly("model", "seed", "shops", "partners", "hours",
                "visitors_per_hour", "mix", "assumptions", "policies");
        JsonNode policy = json.path("policies").get(1);
        assertThat(policy.propertyNames()).containsExactly("name", "visitors", "given", "returned", "refused",
                "keeps_minor", "given_minor", "came_back_minor", "saved_minor", "other_seeds_keeps_minor",
                "behaviours", "pairs", "partners", "days");
        assertThat(policy.path("name").stringValue()).isEqualTo("centuple");
        assertThat(policy.path("partners")).hasSize(3);
        assertThat(policy.path("days")).hasSize(13);
        assertThat(new String(first.get(1), java.nio.charset.StandardCharsets.UTF_8).lines()).hasSize(1 + 2 * 13)
                .first().isEqualTo("policy,day,study_keeps_minor,honest_mean_keeps_minor,taker_mean_keeps_minor");
    }

    @Test
    void thePageStandsAlone() throws IOException {
        String page = new String(files("page").get(2), java.nio.charset.StandardCharsets.UTF_8);

        assertThat(page).doesNotContainPattern(ELSEWHERE)
                .contains("<main id=\"in-en\" lang=\"en\">", "<main id=\"in-fr\" lang=\"fr\">", "<svg role=img",
                        "class=chart",
                        "class=paused", "no evidence about any real shop", "ne prouvent rien")
                .doesNotContain("{0}", "{1}", "NaN");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"--policy=trust | there is no policy trust; there are gurus, never",
            "--shops=1 | shops: 2 to 1000", "--shops=many | is not an int",
            "--hours=0 | hours: 1 to 100000", "--visitors-per-hour=0 | visitors per hour: above 0, at most 500",
            "--mix=honest=-1 | mix: parts of 0 to 1000000", "--mix=kind=1 | there is no kind",
            "--mix=honest | honest is not KIND=PARTS",
            "--mix=honest=1,honest=2 | --mix: honest is there twice",
            "--policy=centuple,terms,centuple | --policy: centuple is there twice",
            "--json=/nowhere/at/all | --json: there is no folder /nowhere/at", "--html=/tmp | is a folder",
            "--seeds=-1 | --seeds: 0 to 100", "--size=3 | Unknown option"})
    void saysWhatIsWrong(String argument, String words) {
        assertThat(run(argument)).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains(words);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void anErrorIsOneSentenceBeforeAnythingIsPlayed() {
        String file = folder.resolve("z").toString();
        assertThat(run("--json", file, "--csv", folder + "/./z")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString().lines().toList()).hasSize(2)
                .first().asString().isEqualTo("--json and --csv name the same file");
        assertThat(err.toString()).contains("simulate --help");
        assertThat(out.toString()).isEmpty();
    }

    /** Words in a picture that is stretched would be unreadable on a phone. */
    @Test
    void noLettersArePartOfAPicture() throws IOException {
        String page = new String(files("page").get(2), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(page).doesNotContain("<text").contains("stroke-dasharray", "overflow-x: auto",
                "class=\"line p1\"");
    }

    @Test
    void bothLanguagesHaveTheSameKeys() {
        assertThat(Wordings.simulation().getLast().texts().keySet())
                .containsExactlyInAnyOrderElementsOf(Wordings.simulation().getFirst().texts().keySet());
    }

    private List<byte[]> files(String name) throws IOException {
        Path json = folder.resolve(name + ".json");
        Path csv = folder.resolve(name + ".csv");
        Path html = folder.resolve(name + ".html");
        assertThat(run("--policy", "stop-loss,centuple", "--shops", "4", "--hours", "300", "--mix",
                "honest=2,taker=1", "--seeds", "1", "--json", json.toString(), "--csv", csv.toString(), "--html",
                html.toString())).isZero();
        return List.of(Files.readAllBytes(json), Files.readAllBytes(csv), Files.readAllBytes(html));
    }

    private int run(String... arguments) {
        return SimulateCommand.line().setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true)).execute(arguments);
    }
}

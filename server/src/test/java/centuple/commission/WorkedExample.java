package centuple.commission;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.testkit.SoundBooks;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A worked example as the documentation tells it: a table whose columns are the day, what happens, and what then stands
 * in the books. It is played through the core and every cell must come out as written; an empty cell means zero.
 *
 * @param title the heading above the table
 * @param head the columns
 * @param rows the cells
 */
record WorkedExample(String title, List<String> head, List<List<String>> rows) {
    private static final Instant DAY_0 = Instant.parse("2026-03-01T12:00:00Z");

    /** Every table of a Markdown text whose first column is the day. */
    static List<WorkedExample> in(String markdown) {
        List<WorkedExample> examples = new ArrayList<>();
        String title = "";
        WorkedExample open = null;
        for (String line : markdown.lines().toList()) {
            if (line.startsWith("#")) {
                title = line.replaceFirst("#+ *", "");
            }
            if (!line.startsWith("|")) {
                open = null;
            } else if (open == null) {
                open = new WorkedExample(title, cells(line), new ArrayList<>());
                if (open.head.getFirst().equals("day")) {
                    examples.add(open);
                }
            } else if (!line.startsWith("|-") && !line.startsWith("| -")) {
                open.rows.add(cells(line));
            }
        }
        return examples;
    }

    /** Plays the example and compares every row. */
    void play() {
        Play play = new Play();
        for (List<String> row : rows) {
            String hint = title + ": " + row;
            Instant now = time(row.getFirst());
            for (String sentence : row.get(1).split(" *<br> *")) {
                play.happens(sentence, now);
            }
            for (int column = 2; column < head.size(); column++) {
                String expected = column < row.size() ? row.get(column) : "";
                assertThat(play.shows(head.get(column))).as(hint + " / " + head.get(column)).isEqualTo(expected);
            }
            SoundBooks.require(play.exchange(), hint);
        }
    }

    /** {@code 3} is noon of the third day; {@code 3 08:15} that time of it. */
    private static Instant time(String day) {
        String[] parts = day.split(" ");
        Instant noon = DAY_0.plus(Duration.ofDays(Long.parseLong(parts[0])));
        if (parts.length == 1) {
            return noon;
        }
        String[] clock = parts[1].split(":");
        return noon.minus(Duration.ofHours(12)).plus(Duration.ofHours(Long.parseLong(clock[0])))
                .plus(Duration.ofMinutes(Long.parseLong(clock[1])));
    }

    private static List<String> cells(String line) {
        String[] parts = line.substring(1).split("\\|", -1);
        return Arrays.stream(parts).limit(parts.length - 1L).map(String::strip).toList();
    }

    @Override
    public String toString() {
        return title;
    }
}

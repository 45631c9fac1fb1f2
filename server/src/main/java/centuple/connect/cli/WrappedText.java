package centuple.connect.cli;

import java.util.ArrayList;
import java.util.List;

/** Text for a terminal: words are kept whole, addresses and lines that are indented by hand too. Stateless. */
final class WrappedText {
    private static final int COLUMNS = 80;
    private static final String BY_HAND = "    ";

    private WrappedText() {
    }

    /**
     * The text behind a mark, further lines indented as far as the mark is wide.
     *
     * @param text lines that begin with four spaces are commands to be copied, and stay as they are
     */
    static String of(String mark, String text) {
        String indent = " ".repeat(mark.length());
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(mark);
        for (String paragraph : text.split("\n", -1)) {
            if (paragraph.startsWith(BY_HAND)) {
                lines.add(line.toString());
                line = new StringBuilder(paragraph);
                continue;
            }
            if (!line.toString().isBlank() && !line.toString().equals(mark)) {
                lines.add(line.toString());
                line = new StringBuilder(indent);
            }
            for (String word : paragraph.split(" ")) {
                boolean isFirst = line.length() == indent.length();
                if (!isFirst && line.length() + 1 + word.length() > COLUMNS) {
                    lines.add(line.toString());
                    line = new StringBuilder(indent);
                    isFirst = true;
                }
                line.append(isFirst ? "" : " ").append(word);
            }
        }
        lines.add(line.toString());
        return String.join(System.lineSeparator(), lines);
    }
}

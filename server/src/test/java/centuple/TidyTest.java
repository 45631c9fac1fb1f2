package centuple;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.testkit.JavaSources;
import centuple.testkit.RepositoryFiles;
import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The repository checks itself: sizes, names, words, links and dead files. Each offence says what to do instead. */
class TidyTest {
    private static final int FILE_LINES_MAX = 400;
    private static final int METHOD_LINES_MAX = 60;
    private static final int CONSTRUCTOR_PARAMETERS_MAX = 6;
    private static final int PACKAGE_FILES_MAX = 21;
    private static final int COLUMNS_MAX = 120;
    /** Tables of worked cases in tests may be wider than code. */
    private static final int TABLE_COLUMNS_MAX = 180;
    private static final long FILE_BYTES_MAX = 600_000;

    private static final RepositoryFiles FILES = RepositoryFiles.here();
    private static final List<Path> JAVA = FILES.endingIn(".java");
    private static final JavaSources.Found SOURCES = JavaSources.parse(
            FILES.root(), JAVA.stream().filter(file -> !file.endsWith("package-info.java")).toList());

    /** Name endings that say nothing, with what to write instead. */
    private static final Map<String, String> EMPTY_NAMES = Map.of(
            ".*Impl", "say what is special about it (SqlLedgerStore)",
            ".*Manager", "say what it does (Supervisor, Registry, Pool)",
            ".*Helper", "put the method where its data is",
            ".*Utils?", "put the method where its data is, or name the subject (Hex, Paths)",
            "Default[A-Z].*", "say what is special about it (SystemClock)",
            "Abstract[A-Z].*", "prefer a record and a function; else name what is common",
            "I[A-Z][a-z].*", "an interface has the plain name");

    /** Words of other fields, fashions and fillers, with the word of this house (DESIGN, "Words"). */
    private static final Map<String, String> BANNED_WORDS = Map.ofEntries(
            Map.entry("utili[sz]e[sd]?", "use"),
            Map.entry("leverag(e[sd]?|ing)", "use"),
            Map.entry("in order to", "to"),
            Map.entry("seamless(ly)?", "say what happens"),
            Map.entry("blazing(ly)?", "give the measured ratio"),
            Map.entry("cutting[- ]edge", "say what is new"),
            Map.entry("state[- ]of[- ]the[- ]art", "name the work compared with"),
            Map.entry("world[- ]class", "leave it out"),
            Map.entry("battle[- ]tested", "name the test"),
            Map.entry("enterprise[- ]grade", "leave it out"),
            Map.entry("game[- ]chang(er|ing)", "leave it out"),
            Map.entry("performant", "fast, with the measured ratio"),
            Map.entry("whitelist(ed)?", "allow-list"),
            Map.entry("blacklist(ed)?", "deny-list"),
            Map.entry("sanity check(s)?", "check"),
            Map.entry("(master|slave) (node|server)s?", "leader, follower"),
            Map.entry("dummy", "example"),
            Map.entry("lorem ipsum", "real text"));

    private static final Map<String, String> LEFT_OPEN = Map.of(
            "TO" + "DO", "do it, or write an issue",
            "FIX" + "ME", "mend it, or write an issue",
            "X" + "XX", "say what is meant",
            "HA" + "CK", "say why it is so");

    /** What must not be in the repository; written in halves so that this file does not offend itself. */
    private static final Map<String, String> FOREIGN = Map.of(
            "https?://[a-z.-]*(mav" + "en|np" + "m|deb" + "ian|py" + "pi)[a-z]*\\.(org|com)",
            "registry hosts belong in the user's own settings",
            "//rep" + "o[0-9a-z.]*maven", "registry hosts belong in the user's own settings",
            "/wor" + "k/", "a path of one machine: make it relative",
            "/tmp/w" + "t/", "a path of one machine: make it relative",
            "(?i)cla" + "ude|anthro" + "pic|suba" + "gent", "tools are no part of the product");

    private static final Map<String, String> TEST_HABITS = Map.of(
            "Thread\\.sle" + "ep\\(", "wait for the condition with Awaitility",
            "@Disa" + "bled", "repair the test or delete it",
            "assumeTrue\\(fal" + "se", "repair the test or delete it",
            "org\\.moc" + "kito|Moc" + "kito\\.", "write the twin by hand (in-memory implementation of the port)",
            "net\\.jq" + "wik", "loop over seeds and print the failing one");

    /** A published test vector or a browser's name stays in one piece, as it is printed in its source. */
    private static final Pattern VECTOR = Pattern.compile("[0-9A-Za-z_+/=-]{60,}|\"[^\"]{90,}\"");

    private static final Pattern LINK = Pattern.compile("(?<!!)\\[[^\\]\\n]*\\]\\(([^)\\s]+)\\)");

    /** The others may differ in their last bit from one processor to the next; a square root may not. */
    @Test
    void whatIsDecidedAndSimulatedComesOutAlikeEverywhere() {
        Pattern rounded = Pattern
                .compile("(?<!Strict)Math\\.(exp|expm1|log|log10|log1p|pow|cbrt|hypot|a?sin|a?cos|a?tan)\\(");
        List<String> offences = new ArrayList<>();
        for (Path file : JAVA) {
            if (file.toString().matches("server/src/main/java/centuple/(reciprocity|simulation)/.*")
                    && rounded.matcher(FILES.text(file).orElse("")).find()) {
                offences.add(file + ": write StrictMath");
            }
        }
        assertThat(offences).isEmpty();
    }

    @Test
    void filesAreShort() {
        List<String> offences = new ArrayList<>();
        for (Path file : FILES.endingIn(".java", ".sh", ".jte", ".sql", ".js", ".css")) {
            if (file.endsWith("schema.sql")) {
                continue;
            }
            String text = FILES.text(file).orElse("");
            long lines = text.lines().count();
            if (lines > FILE_LINES_MAX) {
                offences.add(file + ": " + lines + " lines; split it by subject, at most " + FILE_LINES_MAX);
            }
        }
        for (Path file : FILES.all()) {
            if (FILES.sizeBytes(file) > FILE_BYTES_MAX) {
                offences.add(file + ": " + FILES.sizeBytes(file) + " bytes; generate it, or keep it out");
            }
        }
        assertThat(offences).isEmpty();
    }

    @Test
    void linesFitTheWidth() {
        List<String> offences = new ArrayList<>();
        for (Path file : FILES.endingIn(".java", ".sh", "centuple", ".ci/run")) {
            List<String> lines = FILES.text(file).orElse("").lines().toList();
            boolean product = file.toString().matches("(server/src/main/.*|centuple|\\.ci/run)");
            for (int i = 0; i < lines.size(); i++) {
                String line = VECTOR.matcher(lines.get(i)).replaceAll("");
                if (line.codePointCount(0, line.length()) > (product ? COLUMNS_MAX : TABLE_COLUMNS_MAX)) {
                    offences.add(file + ":" + (i + 1) + " is too wide, " + COLUMNS_MAX + " columns; wrap it");
                }
            }
        }
        assertThat(offences).isEmpty();
    }

    @Test
    void methodsAreShortAndConstructorsSmall() {
        List<String> offences = new ArrayList<>();
        for (JavaSources.Method method : SOURCES.methods()) {
            String name = method.file() + " " + method.type() + "." + method.name();
            if (method.lines() > METHOD_LINES_MAX) {
                offences.add(name + ": " + method.lines() + " lines; name its parts, at most " + METHOD_LINES_MAX);
            }
            if (method.constructor() && method.parameters() > CONSTRUCTOR_PARAMETERS_MAX) {
                offences.add(name + ": " + method.parameters() + " constructor parameters; group what belongs "
                        + "together in a record, at most " + CONSTRUCTOR_PARAMETERS_MAX);
            }
        }
        assertThat(offences).isEmpty();
    }

    @Test
    void typesHaveSpeakingNamesAndPublicOnesAreDocumented() {
        List<String> offences = new ArrayList<>();
        for (JavaSources.Type type : SOURCES.types()) {
            EMPTY_NAMES.forEach((pattern, remedy) -> {
                if (type.name().matches(pattern)) {
                    offences.add(type.file() + " " + type.name() + ": an empty name; " + remedy);
                }
            });
            if (type.topLevel() && type.visible() && !type.documented()) {
                offences.add(type.file() + " " + type.name() + ": public without Javadoc; say in one sentence what it "
                        + "is, its units, and whether it is thread-safe");
            }
        }
        assertThat(offences).isEmpty();
    }

    @Test
    void packagesAreSmallAndSayWhatTheyAre() {
        Map<Path, Integer> filesOf = new TreeMap<>();
        for (Path file : JAVA) {
            filesOf.merge(Objects.requireNonNull(file.getParent()), file.endsWith("package-info.java") ? 0 : 1,
                    Integer::sum);
        }
        List<String> offences = new ArrayList<>();
        filesOf.forEach((folder, count) -> {
            if (count > PACKAGE_FILES_MAX) {
                offences.add(folder + ": " + count + " files; at most " + PACKAGE_FILES_MAX
                        + ", move a subject into a sub-package");
            }
            Path info = folder.resolve("package-info.java");
            boolean main = folder.toString().contains("src/main/") || !mainTwinExists(folder);
            if (main && !documentedPackage(info)) {
                offences.add(info + ": missing, or without @NullMarked, or without one sentence of Javadoc");
            }
        });
        assertThat(offences).isEmpty();
    }

    @Test
    void noBannedWordAndNothingLeftOpen() {
        List<String> offences = new ArrayList<>();
        for (Path file : FILES.all()) {
            if (file.endsWith("TidyTest.java") || file.endsWith("LICENSE") || isData(file)) {
                continue;
            }
            String text = FILES.text(file).orElse("");
            find(file, text, FOREIGN, "", "", offences);
            find(file, text, LEFT_OPEN, "\\b", "\\b", offences);
            find(file, text, BANNED_WORDS, "(?i)\\b", "\\b", offences);
            if (file.toString().endsWith(".java") && !file.toString().contains("src/main/")) {
                find(file, text, TEST_HABITS, "", "", offences);
            }
        }
        assertThat(offences).isEmpty();
    }

    @Test
    void linksInDocumentsLeadSomewhere() {
        List<String> offences = new ArrayList<>();
        for (Path file : FILES.endingIn(".md")) {
            String text = FILES.text(file).orElse("").replaceAll("(?s)```.*?```", "");
            Matcher link = LINK.matcher(text);
            while (link.find()) {
                String target = Objects.requireNonNull(link.group(1));
                if (target.matches("(https?|mailto):.*")) {
                    continue;
                }
                String[] parts = target.split("#", 2);
                Path folder = FILES.root().resolve(file).getParent();
                Path resolved = parts[0].isEmpty()
                        ? FILES.root().resolve(file)
                        : Objects.requireNonNull(folder).resolve(parts[0]).normalize();
                if (!Files.exists(resolved)) {
                    offences.add(file + ": link to " + target + " leads nowhere; correct the path or write the page");
                } else if (parts.length == 2 && !hasHeading(resolved, parts[1])) {
                    offences.add(file + ": link to " + target + ": there is no such heading");
                }
            }
        }
        assertThat(offences).isEmpty();
    }

    @Test
    void everyResourceIsUsed() {
        StringBuilder users = new StringBuilder();
        List<Path> resources = FILES.under("server/src/main/resources");
        FILES.under("server/src/main").forEach(file -> users.append(FILES.text(file).orElse("")).append('\n'));
        users.append(FILES.text(Path.of("server/pom.xml")).orElse(""));
        String all = users.toString();
        Predicate<Path> foundByConvention = file -> file.toString().matches(
                ".*/(META-INF/.*|web/robots\\.txt|db/migration/V.*\\.sql|logback\\.xml|package-info\\.java)");
        List<String> offences = new ArrayList<>();
        for (Path file : resources) {
            String name = Objects.requireNonNull(file.getFileName()).toString();
            String stem = name.replaceFirst("(_[a-z]{2})?\\.[^.]+$", "");
            if (!foundByConvention.test(file) && !all.contains(name) && !all.contains(stem)) {
                offences.add(file + ": no main source names it; delete it or use it");
            }
        }
        assertThat(offences).isEmpty();
    }

    private static boolean isData(Path file) {
        return Set.of("json", "ndjson", "csv", "svg", "png", "woff2", "lock").contains(
                file.toString().replaceFirst(".*\\.", ""));
    }

    private static void find(
            Path file, String text, Map<String, String> words, String before, String after, List<String> offences) {
        words.forEach((word, remedy) -> {
            Matcher matcher = Pattern.compile(before + "(?:" + word + ")" + after).matcher(text);
            while (matcher.find()) {
                long line = text.substring(0, matcher.start()).lines().count() + (startsLine(text, matcher) ? 1 : 0);
                offences.add(file + ":" + line + " \"" + matcher.group() + "\": " + remedy);
            }
        });
    }

    private static boolean startsLine(String text, Matcher matcher) {
        return matcher.start() == 0 || text.charAt(matcher.start() - 1) == '\n';
    }

    /** A test package is described by the main package of the same name where there is one. */
    private static boolean mainTwinExists(Path folder) {
        Path twin = Path.of(folder.toString().replace("src/test/", "src/main/"));
        return !twin.equals(folder) && Files.isDirectory(FILES.root().resolve(twin));
    }

    private static boolean documentedPackage(Path info) {
        String text = Files.exists(FILES.root().resolve(info)) ? FILES.text(info).orElse("") : "";
        return text.contains("@NullMarked") && Pattern.compile("/\\*\\*[\\s*]*\\w.*?\\*/", Pattern.DOTALL)
                .matcher(text)
                .find();
    }

    private static boolean hasHeading(Path page, String anchor) {
        String text = FILES.text(FILES.root().relativize(page)).orElse("");
        return text.lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+\\s*", "").toLowerCase(java.util.Locale.ROOT))
                .map(line -> line.replaceAll("[^\\p{L}\\p{N} _-]", "").strip().replace(' ', '-'))
                .anyMatch(anchor::equals);
    }
}

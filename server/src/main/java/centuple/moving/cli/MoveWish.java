package centuple.moving.cli;

import centuple.moving.AmountForm;
import centuple.moving.Mapping;
import centuple.moving.MovedField;
import centuple.moving.MovedKind;
import centuple.moving.Presets;
import centuple.moving.SaleState;
import centuple.platform.cli.Refusal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/** What the command line says of a file to take in. */
public final class MoveWish {
    private static final String TAKE_OVER = "take-over";
    private static final long SMALL_FILE_BYTES_MAX = 4 << 20;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "CSV with a header line, or NDJSON; UTF-8")
    private Path file = Path.of("");

    @Option(names = "--from", paramLabel = "PROGRAM", required = true,
            description = "dub, shlink, affiliatewp; csv for any other, with --column")
    private String program = "";

    @Option(names = "--kind", paramLabel = "KIND", required = true, description = "links, clicks or sales")
    private String kind = "";

    @Option(names = "--dry-run", description = "say what would be done, to the cent, and do nothing")
    private boolean dryRun;

    @Option(names = "--json", description = "one JSON object instead of lines")
    private boolean json;

    @Option(names = "--key-file", paramLabel = "FILE", description = "where the shop's key is; CENTUPLE_KEY without it")
    private @Nullable Path keyFile;

    @Option(names = "--column", paramLabel = "FIELD=COLUMN", description = "the column of a field, in place of the"
            + " preset's; FIELD==VALUE for a value that all rows have")
    private List<String> columns = List.of();

    @Option(names = "--mapping", paramLabel = "FILE", description = "columns and the options below as lines of"
            + " name = value")
    private @Nullable Path mappingFile;

    @Option(names = "--partner", paramLabel = "NAME=SHOP", description = "which shop a partner of the other program"
            + " is: its id or its host")
    private List<String> partners = List.of();

    @Option(names = "--partners", paramLabel = "FILE", description = "the same, one on each line")
    private @Nullable Path partnersFile;

    @Option(names = "--old-sales", paramLabel = "WHAT", defaultValue = "refuse", description = "sales from before the"
            + " partner accepted your terms: refuse, or take-over (${DEFAULT-VALUE})")
    private String oldSales = "refuse";

    @Option(names = "--amounts", paramLabel = "FORM", description = "decimal (1234.56), minor (123456) or display"
            + " ($1,234.56)")
    private @Nullable String amounts;

    @Option(names = "--zone", paramLabel = "ZONE", description = "where times without an offset were, such as"
            + " Europe/Paris (UTC)")
    private @Nullable String zone;

    @Option(names = "--unpaid", split = ",", paramLabel = "WORD", description = "status words of sales still owed")
    private List<String> unpaid = List.of();

    @Option(names = "--paid", split = ",", paramLabel = "WORD", description = "status words of sales paid there")
    private List<String> paid = List.of();

    @Option(names = "--not-owed", split = ",", paramLabel = "WORD", description = "status words of sales never owed")
    private List<String> notOwed = List.of();

    /** The shop's key: from the file that was named, else from the environment. */
    public String key() throws IOException {
        String key = keyFile == null ? System.getenv("CENTUPLE_KEY") : Files.readString(small(keyFile));
        if (key == null || key.isBlank()) {
            throw new Refusal("give a key of the shop in the environment variable CENTUPLE_KEY or with --key-file: the"
                    + " receiver's with the scope orders:write for sales, the giver's with links:write for links and"
                    + " clicks");
        }
        return key.strip();
    }

    public Path file() {
        return file;
    }

    public String program() {
        return program;
    }

    public boolean isDryRun() {
        return dryRun;
    }

    public boolean isJson() {
        return json;
    }

    /** Whether sales from before the terms are entered. */
    public boolean isTakingOver() {
        if (!oldSales.equals("refuse") && !oldSales.equals(TAKE_OVER)) {
            throw wrong("--old-sales is refuse or take-over");
        }
        return oldSales.equals(TAKE_OVER);
    }

    public MovedKind kind() {
        return MovedKind.parse(kind).orElseThrow(() -> wrong("--kind is links, clicks or sales"));
    }

    /** The preset with what was said otherwise. */
    public Mapping mapping() throws IOException {
        if (!Presets.PROGRAMS.contains(program)) {
            throw wrong("--from: there is no " + program + "; there are " + String.join(", ", Presets.PROGRAMS));
        }
        Mapping mapping = Presets.of(program, kind()).orElseThrow(() -> wrong("--from " + program + " exports no "
                + kind + " that we know; with --from csv and --column any table can be read"));
        if (mappingFile != null) {
            mapping = said(mapping, read(mappingFile));
        }
        Map<String, String> flags = new LinkedHashMap<>();
        for (String column : columns) {
            int equals = column.indexOf('=');
            if (equals < 1) {
                throw wrong("--column is FIELD=COLUMN, or FIELD==VALUE");
            }
            flags.put(column.substring(0, equals), column.substring(equals + 1));
        }
        if (amounts != null) {
            flags.put("amounts", amounts);
        }
        if (zone != null) {
            flags.put("zone", zone);
        }
        Map.of("unpaid", unpaid, "paid", paid, "not_owed", notOwed).forEach((name, words) -> {
            if (!words.isEmpty()) {
                flags.put(name, String.join(",", words));
            }
        });
        return said(mapping, flags);
    }

    private Mapping said(Mapping mapping, Map<String, String> said) {
        Mapping now = mapping;
        for (Map.Entry<String, String> one : said.entrySet()) {
            String value = one.getValue().strip();
            if (value.isEmpty()) {
                throw wrong("the mapping of " + one.getKey() + " is empty");
            }
            now = switch (one.getKey()) {
                case "amounts" -> now.with(AmountForm.parse(value)
                        .orElseThrow(() -> wrong("amounts are decimal, minor or display")));
                case "zone" -> now.with(zone(value));
                case "unpaid" -> now.with(SaleState.UNPAID, words(value));
                case "paid" -> now.with(SaleState.PAID, words(value));
                case "not_owed" -> now.with(SaleState.NOT_OWED, words(value));
                case "types" -> now.withTypes(words(value));
                default -> now.with(field(one.getKey()), value);
            };
        }
        return now;
    }

    private MovedField field(String name) {
        return MovedField.parse(name).filter(kind().fields()::contains)
                .orElseThrow(() -> wrong(kind + " have no field " + name + "; they have " + kind().fields().stream()
                        .map(MovedField::wire).toList()));
    }

    private ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw wrong("there is no zone " + text);
        }
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split(",", -1)).map(String::strip).filter(word -> !word.isEmpty()).toList();
    }

    /** Partners of the other program, with the shop each is. */
    public Map<String, String> partners() {
        Map<String, String> all = new LinkedHashMap<>();
        try {
            List<String> lines = partnersFile == null ? List.of() : Files.readAllLines(small(partnersFile));
            lines.stream().map(String::strip).filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .forEach(line -> partner(all, line, "--partners"));
        } catch (IOException failure) {
            throw new Refusal("--partners: the file cannot be read: " + failure.getMessage());
        }
        partners.forEach(line -> partner(all, line, "--partner"));
        return all;
    }

    private void partner(Map<String, String> all, String line, String flag) {
        int equals = line.lastIndexOf('=');
        if (equals < 1 || equals == line.length() - 1) {
            throw wrong(flag + " is NAME=SHOP");
        }
        all.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
    }

    private Map<String, String> read(Path from) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(small(from))) {
            properties.load(reader);
        } catch (IllegalArgumentException e) {
            throw new Refusal("--mapping: the file cannot be read: " + e.getMessage());
        }
        Map<String, String> all = new LinkedHashMap<>();
        properties.stringPropertyNames().stream().sorted()
                .forEach(name -> all.put(name, properties.getProperty(name)));
        return all;
    }

    private static Path small(Path file) throws IOException {
        if (Files.size(file) > SMALL_FILE_BYTES_MAX) {
            throw new Refusal(file + " is larger than " + (SMALL_FILE_BYTES_MAX >> 20) + " MiB");
        }
        return file;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }
}

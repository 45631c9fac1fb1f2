package centuple.simulation.cli;

import centuple.platform.cli.Progress;
import centuple.simulation.file.Wordings;
import centuple.simulation.market.Market;
import centuple.simulation.market.MarketPolicy;
import centuple.simulation.market.MarketRun;
import centuple.simulation.market.MarketSettings;
import centuple.simulation.report.MarketPage;
import centuple.simulation.report.MarketReport;
import centuple.simulation.report.MarketText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** Plays a niche of shops under one policy or several, and tells what came of it. */
@Command(name = "simulate", description = "Plays a niche of shops, honest and other, under several policies. A model.",
        mixinStandardHelpOptions = true)
public final class SimulateCommand implements Callable<Integer> {
    private static final int SEEDS_MAX = 100;
    private static final List<String> BEHAVIOURS = List.of("honest", "taker", "under", "colluding");

    @Option(names = "--policy", paramLabel = "P", split = ",",
            description = "gurus, never, tit-for-tat, stop-loss, terms, centuple (all)")
    private List<String> policies = Arrays.stream(MarketPolicy.values()).map(MarketPolicy::key).toList();

    @Option(names = "--shops", paramLabel = "N", description = "shops, the one under study among them (15)")
    private int shops = MarketSettings.STORY.size().shops();

    @Option(names = "--hours", paramLabel = "H", description = "how long (2897)")
    private int hours = MarketSettings.STORY.size().hours();

    @Option(names = "--visitors-per-hour", paramLabel = "V",
            description = "who come to each shop by themselves, a mean (5)")
    private double visitorsPerHour = MarketSettings.STORY.size().visitorsPerHour();

    @Option(names = "--mix", paramLabel = "KIND=PARTS", split = ",",
            description = "how the other shops behave: honest=40,taker=20,under=20,colluding=20; parts of any sum")
    private @Nullable List<String> mix;

    @Option(names = "--seed", paramLabel = "N", description = "which people come and buy (2897)")
    private long seed = MarketSettings.STORY.size().hours();

    @Option(names = "--seeds", paramLabel = "N", description = "following seeds that make the range, 0 to 100 (5)")
    private int seeds = 5;

    @Option(names = "--json", paramLabel = "FILE", description = "also write everything as one JSON object")
    private @Nullable Path json;

    @Option(names = "--csv", paramLabel = "FILE", description = "also write what was kept day by day")
    private @Nullable Path csv;

    @Option(names = "--html", paramLabel = "FILE", description = "also write a page with charts, in one file")
    private @Nullable Path html;

    @Spec
    private @Nullable CommandSpec spec;

    /** The command; wrong use is answered with one sentence, not with a page of options. */
    public static CommandLine line() {
        CommandLine line = new CommandLine(new SimulateCommand());
        line.setParameterExceptionHandler((wrong, _) -> {
            PrintWriter err = wrong.getCommandLine().getErr();
            err.println(wrong.getMessage());
            err.println("All options: " + wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help");
            return CommandLine.ExitCode.USAGE;
        });
        return line;
    }

    @Override
    public Integer call() throws IOException {
        MarketSettings settings = settings();
        List<MarketPolicy> chosen = chosen();
        expect(seeds >= 0 && seeds <= SEEDS_MAX, "--seeds: 0 to " + SEEDS_MAX);
        checkFiles();
        List<MarketReport.Row> rows = new ArrayList<>();
        for (MarketPolicy policy : chosen) {
            MarketRun run = play(settings, policy, seed);
            List<Long> others = new ArrayList<>();
            for (int other = 1; other <= seeds; other++) {
                others.add(play(settings, policy, seed + other).study().money().keepsMinor());
            }
            rows.add(new MarketReport.Row(run, others));
        }
        tell(new MarketReport(seed, settings, rows));
        return 0;
    }

    private void tell(MarketReport report) throws IOException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        out.print(MarketText.of(report, Wordings.simulation().getFirst()));
        out.flush();
        if (json != null) {
            Files.write(json, MarketJson.of(report));
        }
        if (csv != null) {
            Files.writeString(csv, MarketText.csv(report));
        }
        if (html != null) {
            Files.writeString(html, MarketPage.of(report, Wordings.simulationStyle(), Wordings.simulation()));
        }
    }

    /** Before the run, not after it. */
    private void checkFiles() {
        Map<Path, String> taken = new HashMap<>();
        Map<String, Path> files = new LinkedHashMap<>();
        putWhereGiven(files, "--json", json);
        putWhereGiven(files, "--csv", csv);
        putWhereGiven(files, "--html", html);
        files.forEach((option, file) -> {
            Path folder = Objects.requireNonNullElse(file.toAbsolutePath().normalize().getParent(), file);
            expect(!Files.isDirectory(file), option + ": " + file + " is a folder");
            expect(Files.isDirectory(folder), option + ": there is no folder " + folder);
            expect(Files.isWritable(Files.exists(file) ? file : folder), option + ": " + file
                    + " cannot be written");
            String other = taken.put(real(folder, file), option);
            expect(other == null, other + " and " + option + " name the same file");
        });
    }

    private static void putWhereGiven(Map<String, Path> files, String option, @Nullable Path file) {
        if (file != null) {
            files.put(option, file);
        }
    }

    /** One path for one file, whatever links lead to it. */
    private static Path real(Path folder, Path file) {
        try {
            return Files.exists(file) ? file.toRealPath() : folder.toRealPath().resolve(file.getFileName());
        } catch (IOException e) {
            return file.toAbsolutePath().normalize();
        }
    }

    private static MarketRun play(MarketSettings settings, MarketPolicy policy, long seed) {
        try (Progress progress = Progress.of(policy.key() + ", seed " + seed, settings.size().hours())) {
            return Market.play(settings, seed, policy, progress::reached);
        }
    }

    private List<MarketPolicy> chosen() {
        Set<MarketPolicy> chosen = new LinkedHashSet<>();
        for (String key : policies) {
            MarketPolicy policy = MarketPolicy.of(key.strip())
                    .orElseThrow(() -> wrong("--policy: there is no policy " + key + "; there are "
                            + Arrays.stream(MarketPolicy.values()).map(MarketPolicy::key)
                                    .collect(Collectors.joining(", "))));
            expect(chosen.add(policy), "--policy: " + policy.key() + " is there twice");
        }
        return List.copyOf(chosen);
    }

    private MarketSettings settings() {
        try {
            MarketSettings settings = MarketSettings.STORY.with(new MarketSettings.Size(shops, hours, visitorsPerHour));
            return mix == null ? settings : settings.with(mix(mix));
        } catch (IllegalArgumentException e) {
            throw wrong(Objects.requireNonNullElse(e.getMessage(), "the settings do not fit"));
        }
    }

    private MarketSettings.Mix mix(List<String> given) {
        Map<String, Integer> parts = new HashMap<>();
        for (String one : given) {
            String[] sides = one.strip().split("=", 2);
            expect(sides.length == 2 && sides[1].matches("-?[0-9]{1,9}"), "--mix: " + one + " is not KIND=PARTS");
            expect(BEHAVIOURS.contains(sides[0]), "--mix: there is no " + sides[0] + "; there are "
                    + String.join(", ", BEHAVIOURS));
            expect(parts.put(sides[0], Integer.valueOf(sides[1])) == null, "--mix: " + sides[0] + " is there twice");
        }
        return new MarketSettings.Mix(parts.getOrDefault("honest", 0), parts.getOrDefault("taker", 0),
                parts.getOrDefault("under", 0), parts.getOrDefault("colluding", 0));
    }

    private void expect(boolean fits, String rule) {
        if (!fits) {
            throw wrong(rule);
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }
}

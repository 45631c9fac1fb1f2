package centuple;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The layout rules of ARCHITECTURE.md. A feature is one folder and depth tells purity: its root is pure, its shells
 * touch the world. Each rule says why it is there and what to do instead.
 */
class ArchitectureTest {
    /** Roots from low to high: a root may use the roots of lower rows only. A new feature gets its place here. */
    private static final List<Set<String>> LEVELS = List.of(
            Set.of("money"),
            Set.of("shop"),
            Set.of("ledger", "link", "catalogue"),
            Set.of("click"),
            Set.of("redirect", "journal", "routing"),
            Set.of("order"),
            Set.of("attribution"),
            Set.of("commission"),
            Set.of("connect", "claim", "moving", "reciprocity", "clearing"),
            Set.of("settlement"),
            Set.of("evidence", "notify"),
            Set.of("console"),
            Set.of("simulation"));

    /** Sub-packages of these names are shells; any other sub-package of a feature is as pure as its root. */
    private static final Set<String> SHELLS = Set.of("http", "store", "job", "file", "kafka", "cli", "mail", "net");

    private static final Set<String> PURE_PACKAGES = Set.of(
            "java.lang",
            "java.lang.annotation",
            "java.lang.runtime",
            "java.lang.invoke",
            "java.math",
            "java.nio",
            "java.nio.charset",
            "java.security",
            "java.text",
            "java.time",
            "java.time.format",
            "java.time.temporal",
            "java.time.chrono",
            "java.time.zone",
            "java.util",
            "java.util.concurrent.atomic",
            "java.util.function",
            "java.util.random",
            "java.util.regex",
            "java.util.stream",
            "java.util.zip",
            "javax.crypto",
            "javax.crypto.spec",
            "org.jspecify.annotations");

    private static final Set<String> PURE_CLASSES = Set.of(
            "java.io.BufferedReader",
            "java.io.ByteArrayInputStream",
            "java.io.ByteArrayOutputStream",
            "java.io.DataInputStream",
            "java.io.DataOutputStream",
            "java.io.IOException",
            "java.io.InputStream",
            "java.io.OutputStream",
            "java.io.Reader",
            "java.io.Serializable",
            "java.io.StringReader",
            "java.io.StringWriter",
            "java.io.UncheckedIOException",
            "java.io.Writer",
            "java.net.IDN",
            "java.net.URI",
            "java.net.URISyntaxException",
            "java.net.URLDecoder",
            "java.net.URLEncoder",
            "java.util.concurrent.ConcurrentHashMap",
            "java.util.concurrent.ConcurrentMap",
            "java.util.concurrent.TimeUnit");

    private static final Set<String> IMPURE_CLASSES = Set.of(
            "java.lang.Process",
            "java.lang.ProcessBuilder",
            "java.lang.ProcessHandle",
            "java.lang.Runtime",
            "java.lang.Thread",
            "java.lang.ThreadLocal",
            "java.security.SecureRandom",
            "java.time.Clock",
            "java.util.Scanner",
            "java.util.Timer",
            "java.util.TimerTask");

    /** Calls that read a clock, the machine or chance; written as owner.name(parameter types). */
    private static final Pattern IMPURE_CALLS = Pattern.compile(
            "java\\.lang\\.System\\.(currentTimeMillis|nanoTime|getenv|getProperty|exit|load.*|setProperty)\\(.*"
                    + "|java\\.lang\\.Math\\.random\\(\\)"
                    + "|java\\.lang\\.Class(Loader)?\\.getResource.*"
                    + "|java\\.time\\.\\w+\\.now\\(.*"
                    + "|java\\.time\\.InstantSource\\.system\\(\\)"
                    + "|java\\.time\\.ZoneId\\.systemDefault\\(\\)"
                    + "|java\\.util\\.UUID\\.randomUUID\\(\\)"
                    + "|java\\.util\\.(Splittable)?Random\\.<init>\\(\\)"
                    + "|java\\.util\\.random\\.RandomGenerator\\.(getDefault\\(\\)|of\\(.*)"
                    + "|java\\.util\\.Collections\\.shuffle\\(java\\.util\\.List\\)"
                    + "|java\\.util\\.Locale\\.getDefault\\(.*"
                    + "|java\\.util\\.TimeZone\\.getDefault\\(\\)"
                    + "|.*\\.(parallelStream|parallel)\\(\\)");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("centuple");

    @Test
    void everyPackageHasItsPlace() {
        Set<String> unknown = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            Place place = Place.of(type);
            if (place.kind() == Kind.UNKNOWN) {
                unknown.add(type.getPackageName());
            }
        }
        assertThat(unknown)
                .as("because a feature without a row in LEVELS could be used from anywhere: give it its row there, "
                        + "and in ARCHITECTURE.md, or move the class into the feature it belongs to")
                .isEmpty();
    }

    @Test
    void rootsUseOnlyLowerRoots() {
        check(
                type -> Place.of(type).kind() == Kind.ROOT,
                ArchitectureTest::rootUse,
                "because a feature's root is the pure core that lower features must not know about: pass what is "
                        + "needed in as an argument, declare a port in this root, or move the code to the "
                        + "higher feature");
    }

    @Test
    void rootsArePure() {
        check(
                type -> Place.of(type).kind() == Kind.ROOT,
                ArchitectureTest::impureUse,
                "because a root must give the same answer in a test, in the simulation and in a replay: pass time as "
                        + "Instant or InstantSource, chance as RandomGenerator, bytes instead of files, and move I/O, "
                        + "threads and libraries into a shell (http, store, job, file, cli) of the feature");
    }

    @Test
    void rootsReadNoClockMachineOrChance() {
        List<String> calls = new ArrayList<>();
        for (JavaClass type : CLASSES) {
            if (Place.of(type).kind() == Kind.ROOT) {
                for (JavaAccess<?> access : type.getAccessesFromSelf()) {
                    if (IMPURE_CALLS.matcher(access.getTarget().getFullName()).matches()) {
                        calls.add(access.getDescription());
                    }
                }
            }
        }
        assertThat(calls)
                .as("because a root reads no clock, machine or chance of its own: take an Instant, an InstantSource or "
                        + "a RandomGenerator as an argument; resources are loaded by a shell and passed in")
                .isEmpty();
    }

    @Test
    void shellsStayInTheirFeature() {
        check(
                type -> Place.of(type).kind() == Kind.SHELL,
                ArchitectureTest::shellUse,
                "because shells of two features that know each other cannot be changed apart: use the other feature's "
                        + "root and the port it declares, and let Main hand in the implementation "
                        + "(a Function<Connection, Port> where a transaction is shared)");
    }

    @Test
    void platformKnowsNoBusinessWord() {
        check(
                type -> Place.of(type).kind() == Kind.PLATFORM,
                (from, to) -> to.kind() == Kind.PLATFORM ? "" : "platform uses " + to,
                "because platform/ would serve any server: let the feature pass in a function or a value, or move the "
                        + "class into the feature");
    }

    @Test
    void onlyTheRootPackageWires() {
        check(
                type -> Place.of(type).kind() != Kind.WIRING,
                (from, to) -> to.kind() == Kind.WIRING ? from + " uses the wiring" : "",
                "because Main is the table of contents and nothing stands on it: take the collaborator as an argument");
    }

    @Test
    void noCyclesBetweenPackages() {
        slices().matching("centuple.platform.(*)..")
                .should()
                .beFreeOfCycles()
                .because("parts of platform/ are read one at a time: move what both need into the lower one")
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    private static String rootUse(Place from, Place to) {
        if (to.kind() == Kind.ROOT && (to.feature().equals(from.feature()) || lower(from.feature(), to.feature()))) {
            return "";
        }
        return from + " may not use " + to;
    }

    private static String shellUse(Place from, Place to) {
        boolean allowed = switch (to.kind()) {
            case PLATFORM, TEMPLATES -> true;
            case ROOT -> to.feature().equals(from.feature()) || lower(from.feature(), to.feature());
            case SHELL -> to.feature().equals(from.feature());
            case WIRING, UNKNOWN -> false;
        };
        return allowed ? "" : from + " may not use " + to;
    }

    private static String impureUse(Dependency use) {
        JavaClass target = use.getTargetClass().getBaseComponentType();
        if (target.isPrimitive() || target.getPackageName().startsWith("centuple")) {
            return "";
        }
        String name = target.getName();
        int nested = name.indexOf('$');
        String outer = nested < 0 ? name : name.substring(0, nested);
        boolean pure = PURE_PACKAGES.contains(target.getPackageName()) && !IMPURE_CLASSES.contains(outer);
        return pure || PURE_CLASSES.contains(outer) ? "" : "impure: " + name;
    }

    private static boolean lower(String from, String to) {
        return level(to) < level(from);
    }

    private static int level(String feature) {
        for (int i = 0; i < LEVELS.size(); i++) {
            if (LEVELS.get(i).contains(feature)) {
                return i;
            }
        }
        return Integer.MAX_VALUE;
    }

    private interface PlaceRule {
        /** The offence in words, or an empty string. */
        String offence(Place from, Place to);
    }

    private static void check(Function<JavaClass, Boolean> subject, PlaceRule rule, String because) {
        check(
                subject,
                use -> {
                    JavaClass target = use.getTargetClass().getBaseComponentType();
                    boolean ours = target.getPackageName().equals("centuple")
                            || target.getPackageName().startsWith("centuple.");
                    return ours ? rule.offence(Place.of(use.getOriginClass()), Place.of(target)) : "";
                },
                because);
    }

    private static void check(
            Function<JavaClass, Boolean> subject, Function<Dependency, String> rule, String because) {
        Set<String> offences = new TreeSet<>();
        for (JavaClass type : CLASSES) {
            if (!subject.apply(type)) {
                continue;
            }
            for (Dependency use : type.getDirectDependenciesFromSelf()) {
                String offence = rule.apply(use);
                if (!offence.isEmpty()) {
                    offences.add(offence + " | " + use.getDescription());
                }
            }
        }
        assertThat(offences).as(because).isEmpty();
    }

    private enum Kind {
        ROOT, SHELL, PLATFORM, TEMPLATES, WIRING, UNKNOWN
    }

    /** Where a class lives: kind, feature, and the path below it. */
    private record Place(Kind kind, String feature, String path) {
        static Place of(JavaClass type) {
            String[] parts = type.getPackageName().split("\\.");
            String path = String.join(".", Arrays.asList(parts).subList(1, parts.length));
            if (parts.length == 1) {
                return new Place(Kind.WIRING, "", path);
            }
            String feature = parts[1];
            if (feature.equals("platform")) {
                return new Place(Kind.PLATFORM, feature, path);
            }
            if (feature.equals("templates")) {
                return new Place(Kind.TEMPLATES, feature, path);
            }
            if (level(feature) == Integer.MAX_VALUE) {
                return new Place(Kind.UNKNOWN, feature, path);
            }
            Set<String> below = new HashSet<>(Arrays.asList(parts).subList(2, parts.length));
            below.retainAll(SHELLS);
            return new Place(below.isEmpty() ? Kind.ROOT : Kind.SHELL, feature, path);
        }

        @Override
        public String toString() {
            return kind == Kind.WIRING ? "the wiring" : path;
        }
    }
}

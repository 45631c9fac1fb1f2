package centuple.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Assumptions;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Three independent accounting programs that add books up; a test is skipped where one is missing, but not in CI. */
public final class Accountants {
    private static final Pattern AMOUNT_OR_ACCOUNT = Pattern
            .compile("(-?[0-9.]+)[ ,]+([A-Z]{3})|((?:Assets|Income):[A-Za-z0-9:-]+)");

    private Accountants() {
    }

    /** Checks a file as strictly as the program can; what it finds by account and currency, {@link #plain}. */
    public static Map<String, String> balances(PlainTextBooks dialect, Path file)
            throws IOException, InterruptedException {
        String path = file.toString();
        return switch (dialect) {
            case HLEDGER -> {
                require("hledger", "hledger");
                run("hledger", "-f", path, "check", "--strict");
                yield parse(run("hledger", "-f", path, "balance", "--flat", "--no-total"));
            }
            case LEDGER -> {
                require("ledger", "ledger");
                yield parse(run("ledger", "--pedantic", "-f", path, "balance", "--flat", "--no-total"));
            }
            case BEANCOUNT -> {
                require("bean-check", "beancount");
                require("bean-query", "beancount");
                run("bean-check", path);
                yield parse(run("bean-query", "-f", "csv", path,
                        "SELECT sum(number), currency, account GROUP BY account, currency"));
            }
        };
    }

    /** An amount such as {@code 9.250 KWD} without zeros at its end, which not every program writes. */
    public static String plain(String amount) {
        int space = amount.indexOf(' ');
        return new BigDecimal(amount.substring(0, space)).stripTrailingZeros().toPlainString()
                + amount.substring(space);
    }

    /** Reads {@code amount CUR ... account} whatever the columns; several currencies of one account share its name. */
    private static Map<String, String> parse(String output) {
        Map<String, String> balances = new HashMap<>();
        List<String> waiting = new ArrayList<>();
        Matcher matcher = AMOUNT_OR_ACCOUNT.matcher(output);
        while (matcher.find()) {
            if (matcher.group(3) == null) {
                waiting.add(plain(matcher.group(1) + " " + matcher.group(2)));
            } else {
                for (String amount : waiting) {
                    balances.put(matcher.group(3) + " " + amount.substring(amount.length() - 3), amount);
                }
                waiting.clear();
            }
        }
        balances.values().removeIf(amount -> amount.startsWith("0 "));
        return balances;
    }

    private static void require(String program, String debianPackage) {
        boolean found = Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
        if (!found && "true".equals(System.getenv("CI"))) {
            throw new AssertionError(program + " is required in CI: apt-get install " + debianPackage);
        }
        Assumptions.assumeTrue(found, program + " is missing: apt-get install " + debianPackage);
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(String.join(" ", command) + "\n" + output).isZero();
        return output;
    }
}

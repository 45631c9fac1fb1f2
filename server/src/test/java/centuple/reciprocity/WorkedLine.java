package centuple.reciprocity;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.shop.ShopId;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Anna gives visitors to Clara, told in sentences; the figures a table shows are read off the real core. */
final class WorkedLine {
    private static final List<Pattern> SENTENCES = List.of(
            Pattern.compile("a visit is worth ([\\d.]+), a visit for a visit"),
            Pattern.compile("a visit is worth ([\\d.]+), an order pays ([\\d.]+)"),
            Pattern.compile("Anna gives (\\d+) visitors?"),
            Pattern.compile("Clara gives (\\d+) visitors?"),
            Pattern.compile("(\\d+) of Clara's visitors buys? at Anna's"),
            Pattern.compile("Clara owes ([\\d.]+) for (\\d+) orders?"),
            Pattern.compile("([\\d.]+) of it is taken back"),
            Pattern.compile("a statement of ([\\d.]+) is closed"),
            Pattern.compile("([\\d.]+) is overdue"),
            Pattern.compile("Clara pays ([\\d.]+)"),
            Pattern.compile("Anna wants no limit"),
            Pattern.compile("Anna wants the limit back"),
            Pattern.compile("Anna decides to go on"),
            Pattern.compile("nothing"));
    private static final Instant DAY_0 = new Periods(30).start(680);

    private final Protection protection = Protection.STANDARD;
    private Promise promise = Promise.visits(10, 0.02);
    private final Way out = new Way();
    private final Way back = new Way();
    private long unpaidMinor;
    private long overdueMinor;
    private boolean gift;
    private @Nullable Long goOnAt;
    private @Nullable Verdict verdict;

    /** Visits ripen by day. */
    private static final class Way {
        private final java.util.TreeMap<Instant, Long> visits = new java.util.TreeMap<>();
        private long commissionMinor;
        private long orders;

        Totals totals(Instant now, Protection protection) {
            Ripening ripening = new Ripening(protection.delayDays());
            double ripe = visits.entrySet().stream()
                    .mapToDouble(day -> day.getValue() * ripening.share(Duration.between(day.getKey(), now))).sum();
            return new Totals(visits.values().stream().mapToLong(Long::longValue).sum(), ripe, commissionMinor, orders);
        }
    }

    void day(int day, String sentences) {
        Instant now = DAY_0.plus(Duration.ofDays(day));
        for (String sentence : sentences.split(" *<br> *")) {
            happens(sentence, now, day);
        }
        PairFacts facts = new PairFacts(new PairFacts.Pair(new ShopId(1), new ShopId(2)),
                new PairFacts.Way(promise, out.totals(now, protection)),
                new PairFacts.Way(promise.paid() ? Promise.visits(promise.valueMinor(), promise.conversion()) : promise,
                        back.totals(now, protection)),
                new PairFacts.Debt(unpaidMinor, overdueMinor), new PairFacts.Wish(gift, goOnAt));
        verdict = new Reciprocity(protection).decide(
                List.of(new Reciprocity.Partner(facts, verdict == null ? null : verdict.next())), now).getFirst();
    }

    private void happens(String sentence, Instant now, int day) {
        for (int i = 0; i < SENTENCES.size(); i++) {
            Matcher matcher = SENTENCES.get(i).matcher(sentence);
            if (matcher.matches()) {
                apply(i, matcher, now, day);
                return;
            }
        }
        throw new IllegalArgumentException("nobody understands: " + sentence);
    }

    private void apply(int sentence, Matcher says, Instant now, int day) {
        switch (sentence) {
            case 0 -> promise = Promise.visits(minor(says.group(1)), 0.02);
            case 1 -> promise = Promise.commission(minor(says.group(1)),
                    new Promise.Order(minor(says.group(2)), Promise.Order.SPREAD_USUAL));
            case 2 -> out.visits.merge(now, Long.parseLong(says.group(1)), Long::sum);
            case 3 -> back.visits.merge(now, Long.parseLong(says.group(1)), Long::sum);
            case 4 -> back.orders += Long.parseLong(says.group(1));
            case 5 -> {
                out.commissionMinor += minor(says.group(1));
                out.orders += Long.parseLong(says.group(2));
            }
            case 6 -> out.commissionMinor -= minor(says.group(1));
            case 7 -> unpaidMinor += minor(says.group(1));
            case 8 -> overdueMinor = minor(says.group(1));
            case 9 -> {
                unpaidMinor -= minor(says.group(1));
                overdueMinor = Math.min(overdueMinor, unpaidMinor);
            }
            case 10 -> gift = true;
            case 11 -> gift = false;
            case 12 -> goOnAt = (long) day;
            default -> {
                // Time alone passes.
            }
        }
    }

    String shows(String column) {
        Verdict now = Objects.requireNonNull(verdict, "nothing was decided yet");
        Verdict.Figures figures = now.figures();
        return switch (column) {
            case "given" -> money(figures.given());
            case "came back" -> money(figures.commission() + figures.received() - figures.owed());
            case "at stake" -> money(figures.stake());
            case "line" -> money(figures.line());
            case "visits left" -> {
                long left = now.visitsLeft(promise.valueMinor());
                yield left == Long.MAX_VALUE ? "no limit" : Long.toString(left);
            }
            case "odds" -> String.format(Locale.ROOT, "%.1f", figures.floor().odds());
            case "state" -> now.next().mode().name().toLowerCase(Locale.ROOT);
            case "why" -> now.next().reason().name().toLowerCase(Locale.ROOT).replace('_', ' ');
            default -> throw new IllegalArgumentException("no such column: " + column);
        };
    }

    private static String money(long minor) {
        return BigDecimal.valueOf(minor, 2).toPlainString();
    }

    private static long minor(String text) {
        return new BigDecimal(text).movePointRight(2).longValueExact();
    }

    /** Plays every table of a text whose first column is the day; tells how many there were. */
    static int play(String markdown) {
        int tables = 0;
        String title = "";
        List<String> head = List.of();
        WorkedLine line = new WorkedLine();
        for (String text : markdown.lines().toList()) {
            if (text.startsWith("#")) {
                title = text;
            }
            if (!text.startsWith("|")) {
                head = List.of();
            } else if (head.isEmpty()) {
                head = cells(text);
                line = new WorkedLine();
                tables += head.getFirst().equals("day") ? 1 : 0;
            } else if (!text.startsWith("|-") && head.getFirst().equals("day")) {
                line.row(title, head, cells(text));
            }
        }
        return tables;
    }

    private void row(String title, List<String> head, List<String> cells) {
        day(Integer.parseInt(cells.getFirst()), cells.get(1));
        List<String> shown = head.subList(2, head.size()).stream().map(this::shows).toList();
        assertThat(shown).as("%s, day %s: %s", title, cells.getFirst(), cells.get(1))
                .isEqualTo(cells.subList(2, cells.size()));
    }

    private static List<String> cells(String line) {
        String[] parts = line.substring(1).split("\\|", -1);
        return Arrays.stream(parts).limit(parts.length - 1L).map(String::strip).toList();
    }
}

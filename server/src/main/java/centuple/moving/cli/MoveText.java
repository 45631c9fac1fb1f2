package centuple.moving.cli;

import centuple.money.Currency;
import centuple.moving.Tally;
import centuple.platform.json.Json;
import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says what became of a file: for people in lines, for machines as one object. Stateless. */
public final class MoveText {
    private static final int LINES_TOLD = 20;

    private MoveText() {
    }

    /** What was done with it, for machines. */
    public static String json(String program, String kind, boolean dryRun, Tally tally) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("from", program);
        all.put("kind", kind);
        all.put("dry_run", dryRun);
        all.putAll(tally.fields());
        return Json.string(all);
    }

    /** The same for people. */
    public static List<String> lines(String kind, boolean dryRun, Tally tally) {
        JsonNode all = Json.tree(Json.string(tally.fields()).getBytes(StandardCharsets.UTF_8));
        List<String> lines = new ArrayList<>();
        String would = dryRun ? "would be " : "";
        lines.add((dryRun ? "Dry run, nothing was changed. " : "") + all.path("rows").asLong() + " rows of " + kind
                + " read: " + all.path("entered").asLong() + " " + would + "entered, "
                + all.path("already_here").asLong() + " were here already, " + all.path("refused_count").asLong()
                + " refused");
        for (Map.Entry<String, JsonNode> entry : all.path("passed_over").properties()) {
            lines.add("  passed over: " + entry.getValue().asLong() + " " + entry.getKey());
        }
        if (all.path("clicks").asLong() > 0) {
            lines.add("  clicks, as history only: " + all.path("clicks").asLong());
        }
        if (all.path("taken_over").asLong() > 0) {
            lines.add("  of them from before the terms, taken over: " + all.path("taken_over").asLong());
        }
        for (JsonNode sums : all.path("sales")) {
            lines.add("  from " + sums.path("giver").asString() + ": " + sums.path("sales").asLong() + " sales of "
                    + money(sums, "sold_minor") + refunds(sums));
        }
        for (JsonNode booked : all.path("booked")) {
            lines.add("  " + would + "booked: " + booked.path("debtor").asString() + " owes "
                    + booked.path("creditor").asString() + " " + money(booked, "booked_minor"));
        }
        for (Map.Entry<String, JsonNode> entry : all.path("owed_to_nobody").properties()) {
            lines.add("  entered, but owed to nobody: " + entry.getValue().asLong() + " " + entry.getKey());
        }
        tell(lines, all.path("renamed"), all.path("renamed_count").asLong(), "renamed", row -> "line "
                + row.path("line").asLong() + ": " + row.path("code").asString() + " is now "
                + row.path("here").asString());
        tell(lines, all.path("refused"), all.path("refused_count").asLong(), "refused", row -> "line "
                + row.path("line").asLong() + ": " + row.path("field").asString()
                + (row.path("field").asString().isEmpty() ? "" : " ") + row.path("why").asString());
        return lines;
    }

    private interface Wording {
        String of(JsonNode row);
    }

    private static void tell(List<String> lines, JsonNode rows, long count, String what, Wording wording) {
        int told = 0;
        for (JsonNode row : rows) {
            if (told++ == LINES_TOLD) {
                break;
            }
            lines.add("  " + what + ": " + wording.of(row));
        }
        if (count > LINES_TOLD) {
            lines.add("  " + what + ": " + (count - LINES_TOLD) + " more; --json tells up to " + Tally.TOLD_MAX);
        }
    }

    private static String refunds(JsonNode sums) {
        return sums.path("refunds").asLong() == 0
                ? ""
                : ", " + sums.path("refunds").asLong() + " refunds of " + money(sums, "refunded_minor");
    }

    private static String money(JsonNode line, String field) {
        return new Currency(line.path("currency").asString()).format(line.path(field).asLong());
    }
}

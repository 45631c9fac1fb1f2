package centuple.order.http;

import centuple.order.OrderReport;
import centuple.order.Receipt;
import centuple.order.Source;
import centuple.order.http.FactReader.ReadFact;
import centuple.platform.http.CommonProblem;
import centuple.platform.http.Problem;
import centuple.platform.json.InvalidJsonException;
import centuple.platform.json.Json;
import centuple.platform.json.JsonFields;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * Many facts in one body, a JSON object on each line. Each line is read, taken and answered for itself: a bad one
 * does not
 * spoil the others. Empty lines count as lines but are not answered.
 */
final class FactBatch {
    static final String MEDIA_TYPE = "application/x-ndjson";
    /** Lines of one body. */
    static final int LINES_MAX = 5_000;
    /** Bytes of one fact; the largest order with 500 lines has a tenth of it. */
    static final int FACT_BYTES_MAX = 1 << 20;

    private final List<Line> lines;

    private FactBatch(List<Line> lines) {
        this.lines = lines;
    }

    /**
     * Reads a body.
     *
     * @param reader reads one line; throws {@link InvalidJsonException} for a bad one
     * @throws centuple.platform.http.ProblemException when there are more than {@link #LINES_MAX} lines, or none
     */
    static FactBatch read(byte[] body, Function<JsonFields, ReadFact> reader) {
        List<Line> lines = new ArrayList<>();
        int number = 0;
        int start = 0;
        while (start < body.length) {
            int end = start;
            while (end < body.length && body[end] != '\n') {
                end++;
            }
            number++;
            if (number > LINES_MAX) {
                throw new Problem(CommonProblem.BODY_TOO_LARGE, "at most " + LINES_MAX + " lines in one request")
                        .exception();
            }
            if (!isBlank(body, start, end)) {
                lines.add(line(number, body, start, end, reader));
            }
            start = end + 1;
        }
        if (lines.isEmpty()) {
            throw new Problem(CommonProblem.INVALID_REQUEST, "the body has no line").exception();
        }
        return new FactBatch(lines);
    }

    private static Line line(int number, byte[] body, int start, int end, Function<JsonFields, ReadFact> reader) {
        if (end - start > FACT_BYTES_MAX) {
            return new Line.Bad(number, new Problem(CommonProblem.BODY_TOO_LARGE,
                    "a line has at most " + FACT_BYTES_MAX + " bytes"));
        }
        try {
            return new Line.Good(number, reader.apply(Json.fields(Arrays.copyOfRange(body, start, end))));
        } catch (InvalidJsonException invalid) {
            return new Line.Bad(number,
                    new Problem(CommonProblem.INVALID_REQUEST, "the line cannot be taken as it is", invalid.errors()));
        }
    }

    private static boolean isBlank(byte[] body, int start, int end) {
        for (int i = start; i < end; i++) {
            if (body[i] != ' ' && body[i] != '\t' && body[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    /** What is to be taken, in order. */
    List<OrderReport> reports() {
        List<OrderReport> reports = new ArrayList<>();
        for (Line line : lines) {
            if (line instanceof Line.Good(int _, ReadFact fact)) {
                reports.add(fact.report());
            }
        }
        return reports;
    }

    /**
     * A line for each line.
     *
     * @param receipts of the {@link #reports}, in their order
     */
    byte[] answers(List<Receipt> receipts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Iterator<Receipt> next = receipts.iterator();
        for (Line line : lines) {
            Map<String, Object> answer = switch (line) {
                case Line.Good(int number, ReadFact fact) -> answer(number, fact, next.next());
                case Line.Bad(int number, Problem problem) -> refused(number, problem);
            };
            out.writeBytes(Json.bytes(answer));
            out.write('\n');
        }
        return out.toByteArray();
    }

    private static Map<String, Object> answer(int number, ReadFact fact, Receipt receipt) {
        return switch (receipt) {
            case Receipt.Taken taken -> {
                Map<String, Object> answer = start(number, 200);
                answer.putAll(ReceiptJson.body(fact.report().order().reference(), taken, fact.ignored()));
                yield answer;
            }
            case Receipt.Conflict(UUID orderId) -> refused(number, Refusals.conflict(orderId));
            case Receipt.OtherSource(UUID orderId, Source teller) ->
                refused(number, Refusals.otherSource(orderId, teller));
            case Receipt.TooManyFacts _ -> refused(number, Refusals.TOO_MANY_FACTS);
            case Receipt.NotTaken(Receipt.Cause cause) -> refused(number, Refusals.of(cause));
        };
    }

    private static Map<String, Object> refused(int number, Problem problem) {
        Map<String, Object> answer = start(number, problem.code().status());
        answer.put("code", Problem.wire(problem.code()));
        answer.put("detail", problem.detail());
        answer.put("errors", problem.errors());
        return answer;
    }

    private static Map<String, Object> start(int number, int status) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("line", number);
        answer.put("status", status);
        return answer;
    }

    private sealed interface Line {
        record Good(int number, ReadFact fact) implements Line {
        }

        record Bad(int number, Problem problem) implements Line {
        }
    }
}

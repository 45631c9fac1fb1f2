package centuple.order.http;

import centuple.order.OrderIntake;
import centuple.order.OrderReport;
import centuple.order.Receipt;
import centuple.order.Source;
import centuple.order.TokenVerifier;
import centuple.order.http.FactReader.ReadFact;
import centuple.platform.http.Access;
import centuple.platform.http.Answer;
import centuple.platform.http.BodyRule;
import centuple.platform.http.CommonProblem;
import centuple.platform.http.Idempotency;
import centuple.platform.http.Pace;
import centuple.platform.http.Problem;
import centuple.platform.http.Request;
import centuple.platform.http.Route;
import centuple.shop.Scope;
import centuple.shop.ShopId;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/** Where shops report their orders: one fact as a JSON object, or many as lines of JSON. Thread-safe. */
public final class OrderRoutes {
    /** A thousand orders with all their lines, as many shops' exports have them. */
    public static final int BODY_BYTES_MAX = 16 << 20;

    private static final String RETRY_AFTER = "Retry-After";
    private static final String SOON_SECONDS = "1";
    private static final String LATER_SECONDS = "5";

    private final Idempotency idempotency;
    private final OrderIntake intake;
    private final FactReader reader;
    private final InstantSource clock;

    /**
     * @param idempotency keeps answers for requests that come with an {@code Idempotency-Key}
     */
    public OrderRoutes(OrderIntake intake, TokenVerifier tokens, Idempotency idempotency, InstantSource clock) {
        this.idempotency = idempotency;
        this.intake = intake;
        this.reader = new FactReader(tokens);
        this.clock = clock;
    }

    /** The routes. */
    public List<Route> routes() {
        return List.of(Route.post("/v1/orders", Access.scope(Scope.ORDERS_WRITE.wire()),
                request -> idempotency.runApart(request, this::report))
                .reading(new BodyRule(BODY_BYTES_MAX, List.of(BodyRule.JSON, FactBatch.MEDIA_TYPE)))
                .paced(Pace.INTAKE));
    }

    private Answer report(Request request) {
        ShopId receiver = receiver(request);
        Instant now = clock.instant();
        boolean isBatch = request.header("content-type").orElse("").startsWith(FactBatch.MEDIA_TYPE);
        return isBatch ? many(request, receiver, now) : one(request, receiver, now);
    }

    private static ShopId receiver(Request request) {
        if (request.caller().isOperator()) {
            throw new Problem(CommonProblem.INSUFFICIENT_SCOPE, "orders are reported with a key of the shop that sold")
                    .exception();
        }
        return new ShopId(request.caller().account());
    }

    private Answer one(Request request, ShopId receiver, Instant now) {
        if (request.body().length > FactBatch.FACT_BYTES_MAX) {
            throw new Problem(CommonProblem.BODY_TOO_LARGE,
                    "a fact has at most " + FactBatch.FACT_BYTES_MAX + " bytes").exception();
        }
        ReadFact fact = reader.read(request.json(), receiver, now);
        return switch (intake.take(List.of(fact.report())).getFirst()) {
            case Receipt.Taken taken ->
                Answer.ok(ReceiptJson.body(fact.report().order().reference(), taken, fact.ignored()));
            case Receipt.Conflict(UUID orderId) -> refused(request, Refusals.conflict(orderId));
            case Receipt.OtherSource(UUID orderId, Source teller) ->
                refused(request, Refusals.otherSource(orderId, teller));
            case Receipt.TooManyFacts _ -> refused(request, Refusals.TOO_MANY_FACTS);
            case Receipt.NotTaken(Receipt.Cause cause) -> refused(request, Refusals.of(cause));
        };
    }

    private Answer many(Request request, ShopId receiver, Instant now) {
        FactBatch batch = FactBatch.read(request.body(), line -> reader.read(line, receiver, now));
        List<OrderReport> reports = batch.reports();
        List<Receipt> receipts = reports.isEmpty() ? List.of() : intake.take(reports);
        if (!receipts.isEmpty() && receipts.getFirst() instanceof Receipt.NotTaken(Receipt.Cause cause)
                && cause == Receipt.Cause.QUEUE_FULL) {
            return refused(request, Refusals.of(cause));
        }
        return new Answer(200, FactBatch.MEDIA_TYPE, batch.answers(receipts), java.util.Map.of());
    }

    private static Answer refused(Request request, Problem problem) {
        Answer answer = Answer.problem(problem, request.id());
        return switch (problem.code().status()) {
            case 429 -> answer.with(RETRY_AFTER, SOON_SECONDS);
            case 503 -> answer.with(RETRY_AFTER, LATER_SECONDS);
            default -> answer;
        };
    }
}

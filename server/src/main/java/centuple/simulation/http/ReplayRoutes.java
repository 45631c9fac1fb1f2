package centuple.simulation.http;

import centuple.platform.http.Access;
import centuple.platform.http.Answer;
import centuple.platform.http.BodyRule;
import centuple.platform.http.CommonProblem;
import centuple.platform.http.Pace;
import centuple.platform.http.Problem;
import centuple.platform.http.ProblemException;
import centuple.platform.http.Request;
import centuple.platform.http.Route;
import centuple.platform.json.FieldError;
import centuple.platform.json.InvalidJsonException;
import centuple.shop.Scope;
import centuple.simulation.job.ReplayException;
import centuple.simulation.job.ReplayLines;
import centuple.simulation.job.ReplayPath;
import centuple.simulation.job.Replayer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * {@code POST /v1/replay}: events with their own time, a JSON object on each line, in the order of their times. Refused
 * by a live exchange and to every key without the scope {@code replay}. Thread-safe.
 */
public final class ReplayRoutes {
    /** Some 200,000 events. */
    public static final int BODY_BYTES_MAX = 64 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(ReplayRoutes.class);
    static final String MEDIA_TYPE = "application/x-ndjson";

    private final ReplayPath path;
    private final Supplier<RandomGenerator> random;
    private final ReentrantLock running = new ReentrantLock();

    /** Each replay draws its click ids from a generator of its own. */
    public ReplayRoutes(ReplayPath path, Supplier<RandomGenerator> random) {
        this.path = path;
        this.random = random;
    }

    public List<Route> routes() {
        return List.of(Route.post("/v1/replay", Access.scope(Scope.REPLAY.wire()), this::replay)
                .reading(new BodyRule(BODY_BYTES_MAX, List.of(MEDIA_TYPE))).paced(Pace.CONTROL));
    }

    private Answer replay(Request request) {
        if (!request.caller().isOperator()) {
            throw new Problem(CommonProblem.INSUFFICIENT_SCOPE, "only the operator replays").exception();
        }
        if (path.isLive().getAsBoolean()) {
            throw new Problem(ReplayProblem.EXCHANGE_IS_LIVE, "only an exchange that is marked not live takes replays")
                    .exception();
        }
        if (!running.tryLock()) {
            throw new Problem(ReplayProblem.REPLAY_RUNNING, "wait until it is done").exception();
        }
        try {
            return take(request.body());
        } finally {
            running.unlock();
        }
    }

    private Answer take(byte[] body) {
        Replayer replayer = new Replayer(path, random.get());
        int number = 0;
        int start = 0;
        while (start < body.length) {
            int end = start;
            while (end < body.length && body[end] != '\n') {
                end++;
            }
            number++;
            if (end > start) {
                takeLine(replayer, number, Arrays.copyOfRange(body, start, end));
            }
            start = end + 1;
        }
        return Answer.ok(replayer.finish());
    }

    private static void takeLine(Replayer replayer, int number, byte[] line) {
        try {
            replayer.take(ReplayLines.read(line));
        } catch (InvalidJsonException invalid) {
            throw stopped(replayer, "line " + number + " cannot be read", invalid.errors());
        } catch (ReplayException reason) {
            throw stopped(replayer, "line " + number + ": " + reason.getMessage(), List.of());
        }
    }

    /** The events before the bad one stay, those that still wait included. */
    private static ProblemException stopped(Replayer replayer, String detail, List<FieldError> errors) {
        try {
            replayer.finish();
        } catch (ReplayException secondReason) {
            LOG.warn("a stopped replay could not hand over what waited: {}", secondReason.getMessage());
        }
        return new Problem(ReplayProblem.REPLAY_STOPPED, detail, errors).exception();
    }
}

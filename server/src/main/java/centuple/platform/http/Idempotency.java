package centuple.platform.http;

import centuple.platform.json.FieldError;
import centuple.platform.json.Json;
import centuple.platform.sql.Database;
import centuple.platform.sql.Row;
import centuple.platform.sql.Sql;
import centuple.platform.sql.SqlFunction;
import tools.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Does what a request asks for once, however often it is sent with the same {@code Idempotency-Key}: the answer is kept
 * in the transaction that did the work, so both are there or neither. Refusals are not kept. Thread-safe.
 */
public final class Idempotency {
    /** The header. */
    public static final String HEADER = "Idempotency-Key";
    /** How long an answer is kept. */
    public static final Duration KEPT = Duration.ofHours(24);

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,255}");

    private final Database database;
    private final InstantSource clock;
    /** What runs apart on this server now; no more than there are open requests. */
    private final Set<Running> running = ConcurrentHashMap.newKeySet();

    public Idempotency(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Does the work in one transaction, or gives the answer it gave before. */
    public Answer run(Request request, SqlFunction<Connection, Answer> work) {
        return run(request, work, UnaryOperator.identity());
    }

    /**
     * The same, for answers with something in them that must not be kept.
     *
     * @param kept makes of the answer what a repetition gets
     */
    public Answer run(Request request, SqlFunction<Connection, Answer> work, UnaryOperator<Answer> kept) {
        Optional<String> key = request.header(HEADER);
        if (key.isEmpty()) {
            return database.inTransaction(work);
        }
        checkForm(key.get());
        return database.inTransaction(connection -> runOnce(connection, request, key.get(), work, kept));
    }

    /**
     * The same for work that commits by itself and may be done twice without harm: no connection is held while it runs.
     * Only what succeeded is kept. While a request of the key runs on this server another is told so; one that comes by
     * another server meanwhile does the work again.
     */
    public Answer runApart(Request request, RouteHandler work) throws Exception {
        Optional<String> key = request.header(HEADER);
        if (key.isEmpty()) {
            return work.handle(request);
        }
        checkForm(key.get());
        Running claim = new Running(request.caller().keyId(), key.get());
        if (!running.add(claim)) {
            throw isRunning();
        }
        try {
            return runClaimed(request, new Place(claim.caller(), claim.key(), fingerprint(request)), work);
        } finally {
            running.remove(claim);
        }
    }

    private Answer runClaimed(Request request, Place place, RouteHandler work) throws Exception {
        Optional<Before> before = database.read(connection -> before(connection, place.caller(), place.key()));
        if (before.isPresent()) {
            return before.get().answerTo(place.fingerprint());
        }
        Answer answer = work.handle(request);
        if (answer.status() < 300) {
            database.inTransaction(connection -> keep(connection, place, answer));
        }
        return answer;
    }

    /** Forgets the answers that were kept long enough; returns how many. */
    public static int forget(Connection connection, Instant now) throws SQLException {
        return Sql.update(connection, "delete from idempotency_key where created_at < ?", now.minus(KEPT));
    }

    private Answer runOnce(Connection connection, Request request, String key, SqlFunction<Connection, Answer> work,
            UnaryOperator<Answer> kept) throws SQLException {
        UUID caller = request.caller().keyId();
        boolean alone = Sql.one(connection, "select pg_try_advisory_xact_lock(hashtextextended(?, 0)) as alone",
                row -> row.bool("alone"), "idempotency " + caller + " " + key);
        if (!alone) {
            throw isRunning();
        }
        byte[] fingerprint = fingerprint(request);
        Optional<Before> before = before(connection, caller, key);
        if (before.isPresent()) {
            return before.get().answerTo(fingerprint);
        }
        Answer answer = work.apply(connection);
        keep(connection, new Place(caller, key, fingerprint), kept.apply(answer));
        return answer;
    }

    private static ProblemException isRunning() {
        return new Problem(CommonProblem.IDEMPOTENCY_KEY_RUNNING, "wait for its answer, then ask again").exception();
    }

    private static void checkForm(String key) {
        if (!KEY.matcher(key).matches()) {
            throw new Problem(CommonProblem.INVALID_REQUEST, "the idempotency key is malformed",
                    List.of(new FieldError("", "the header " + HEADER + " must be 1 to 255 visible ASCII characters")))
                    .exception();
        }
    }

    private Optional<Before> before(Connection connection, UUID caller, String key) throws SQLException {
        return Sql.optional(connection, """
                select fingerprint, status, response from idempotency_key
                where api_key_id = ? and key_digest = ? and created_at >= ?
                """, Before::read, caller, sha256(key), clock.instant().minus(KEPT));
    }

    private int keep(Connection connection, Place place, Answer answer) throws SQLException {
        return Sql.update(connection, """
                insert into idempotency_key (api_key_id, key_digest, fingerprint, status, response, created_at)
                values (?, ?, ?, ?, ?, ?)
                on conflict (api_key_id, key_digest) do update set fingerprint = excluded.fingerprint,
                    status = excluded.status, response = excluded.response, created_at = excluded.created_at
                """, place.caller(), sha256(place.key()), place.fingerprint(), answer.status(), Before.text(answer),
                clock.instant());
    }

    private static byte[] fingerprint(Request request) {
        MessageDigest digest = sha256();
        digest.update(request.line().getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        return digest.digest(request.body());
    }

    private static byte[] sha256(String text) {
        return sha256().digest(text.getBytes(StandardCharsets.UTF_8));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** A key in use. */
    private record Running(UUID caller, String key) {
    }

    /** Under what an answer is kept. */
    @SuppressWarnings("ArrayRecordComponent") // on its way to the database, never compared
    private record Place(UUID caller, String key, byte[] fingerprint) {
    }

    /** An answer as it was kept. */
    @SuppressWarnings("ArrayRecordComponent") // compared with Arrays.equals below
    private record Before(byte[] fingerprint, int status, String response) {
        static Before read(Row row) throws SQLException {
            return new Before(row.bytes("fingerprint"), row.integer("status"), row.text("response"));
        }

        static String text(Answer answer) {
            return Json.string(Map.of("media_type", answer.mediaType(), "headers", answer.headers(), "body",
                    new String(answer.body(), StandardCharsets.UTF_8)));
        }

        Answer answerTo(byte[] asked) {
            if (!Arrays.equals(fingerprint, asked)) {
                throw new Problem(CommonProblem.IDEMPOTENCY_KEY_REUSED, "use a new key for each new request")
                        .exception();
            }
            ObjectNode kept = Json.object(response.getBytes(StandardCharsets.UTF_8));
            Map<String, String> headers = new HashMap<>();
            headers.put("Idempotent-Replay", "true");
            kept.get("headers").properties()
                    .forEach(header -> headers.put(header.getKey(), header.getValue().stringValue()));
            return new Answer(status, kept.get("media_type").stringValue(),
                    kept.get("body").stringValue().getBytes(StandardCharsets.UTF_8), headers);
        }
    }
}

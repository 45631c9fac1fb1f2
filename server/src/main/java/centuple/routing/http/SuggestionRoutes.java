package centuple.routing.http;

import centuple.catalogue.Gtin;
import centuple.click.Keyring;
import centuple.click.SuggestedLink;
import centuple.platform.http.Answer;
import centuple.platform.http.CommonProblem;
import centuple.platform.http.Pace;
import centuple.platform.http.Problem;
import centuple.platform.http.ProblemException;
import centuple.platform.http.Query;
import centuple.platform.http.Request;
import centuple.platform.http.Route;
import centuple.platform.http.server.RateLimiter;
import centuple.platform.json.JsonWriter;
import centuple.platform.net.TrustedProxies;
import centuple.routing.Disclosures;
import centuple.routing.LoggedDecision;
import centuple.routing.PublishableKey;
import centuple.routing.Reason;
import centuple.routing.Suggested;
import centuple.routing.Suggester;
import centuple.routing.Wish;
import centuple.routing.job.RoutingRefresher.Desk;
import centuple.shop.PublicId;
import centuple.shop.ShopId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * {@code GET /v1/suggestions}: partners for a visitor that a shop cannot serve, asked by the shop's pages with a
 * publishable key. Nobody eligible, nothing known and a mistake of ours look alike. Nothing here waits for the
 * database. Thread-safe.
 */
public final class SuggestionRoutes {
    /** The address. */
    public static final String PATH = "/v1/suggestions";

    /** How often one key may ask: all visitors of a shop together. */
    static final Pace BY_KEY = new Pace("suggestions-key", 5_000, 10_000);
    /** How often one address prefix may ask: the visitors behind one provider's gateway. */
    static final Pace BY_PREFIX = new Pace("suggestions-prefix", 20, 200);

    private static final Logger LOG = LoggerFactory.getLogger(SuggestionRoutes.class);
    private static final int ID_CHARS_MAX = 200;
    private static final int BYTES_USUAL = 2_048;
    private static final int LINK_CHARACTERS_USUAL = 256;
    private static final long DAY_SECONDS = 86_400;
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");

    private final Parts parts;
    private final TrustedProxies proxies;
    private final LongSupplier nanoClock;
    private final RateLimiter rates = new RateLimiter();
    private final LongAdder failed = new LongAdder();
    private final Disclosures disclosures = new Disclosures();
    // Those that are not at work.
    private final ConcurrentLinkedQueue<Bench> idle = new ConcurrentLinkedQueue<>();

    /** Serves from the parts; the clock of the rates is apart, since it must not step. */
    public SuggestionRoutes(Parts parts, TrustedProxies proxies, LongSupplier nanoClock) {
        this.parts = parts;
        this.proxies = proxies;
        this.nanoClock = nanoClock;
    }

    public List<Route> routes() {
        return List.of(Route.quick(PATH, this::suggest));
    }

    /** Requests answered with an empty list because of a mistake of ours. */
    public long failed() {
        return failed.sum();
    }

    private Answer suggest(Request request) {
        Desk desk = parts.desk().get();
        Query query = request.query();
        PublishableKey key = key(query, desk);
        String origin = origin(request, key);
        try {
            checkRates(request, key);
            byte[] body = suggest(request, read(query, key), desk);
            return new Answer(200, Answer.JSON, body, headers(origin));
        } catch (TooFast refusal) {
            return refused(refusal.problem, request, origin).with("Retry-After", Long.toString(refusal.waitSeconds));
        } catch (ProblemException refusal) {
            return refused(refusal.problem(), request, origin);
        }
    }

    private static Answer refused(Problem problem, Request request, String origin) {
        Answer answer = Answer.problem(problem, request.id());
        return new Answer(answer.status(), answer.mediaType(), answer.body(), headers(origin));
    }

    private static Map<String, String> headers(String origin) {
        return Map.of("Access-Control-Allow-Origin", origin, "Access-Control-Expose-Headers", "Retry-After", "Vary",
                "Origin, Accept-Language");
    }

    private static PublishableKey key(Query query, Desk desk) {
        PublishableKey key = query.text("key").map(desk.keys()::get).orElse(null);
        if (key == null) {
            throw new Problem(SuggestionProblem.UNKNOWN_PUBLISHABLE_KEY, "send the parameter key=ctp_pub_...")
                    .exception();
        }
        return key;
    }

    /** A page of the shop asks from another origin than ours, so its browser names it. */
    private static String origin(Request request, PublishableKey key) {
        String origin = request.header("origin").or(() -> request.header("referer").flatMap(SuggestionRoutes::originOf))
                .orElse("");
        if (!key.allows(origin)) {
            throw new Problem(SuggestionProblem.ORIGIN_NOT_ALLOWED,
                    "allow the origin of the page in the key's list of origins").exception();
        }
        return origin;
    }

    private static Optional<String> originOf(String referer) {
        try {
            URI address = URI.create(referer);
            return Optional.of(address.getScheme() + "://" + address.getAuthority());
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private void checkRates(Request request, PublishableKey key) {
        long now = nanoClock.getAsLong();
        InetAddress peer = TrustedProxies.literal(request.peer());
        if (peer != null) {
            InetAddress visitor = proxies.isTrusted(peer)
                    ? proxies.visitor(peer, request.header("x-forwarded-for").orElse(null))
                    : peer;
            check(rates.waitNanos(AddressPrefix.of(visitor), BY_PREFIX, now), "too many questions from this address");
        }
        check(rates.waitNanos(key.text(), BY_KEY, now), "too many questions with this key");
    }

    private static void check(long waitNanos, String detail) {
        if (waitNanos > 0) {
            throw new TooFast(new Problem(CommonProblem.RATE_LIMITED, detail),
                    Math.max(1, Math.ceilDiv(waitNanos, 1_000_000_000L)));
        }
    }

    private static Wish read(Query query, PublishableKey key) {
        query.text("key");
        query.parsed("shop", text -> ShopId.parse(text).filter(key.shop()::equals), "the shop of the key");
        Optional<Reason> reason = query.parsed("reason", Reason::parse,
                "out_of_stock, wrong_size, no_delivery, other_niche or after_purchase");
        Optional<String> product = query.parsed("product", text -> named(text), "1 to 200 characters");
        Optional<Long> gtin = query.parsed("gtin", SuggestionRoutes::gtin, "a GTIN with a right check digit");
        Optional<String> category = query.parsed("category", text -> named(text), "1 to 200 characters");
        Optional<String> size = query.parsed("size", text -> named(text), "1 to 200 characters");
        Optional<String> country = query.parsed("country",
                text -> Optional.of(text).filter(letters -> COUNTRY.matcher(letters).matches()), "two capital letters");
        if (reason.isEmpty() && query.text("reason").isEmpty()) {
            query.refuse("reason", "must be there");
        }
        if ((product.isPresent() ? 1 : 0) + (gtin.isPresent() ? 1 : 0) + (category.isPresent() ? 1 : 0) != 1) {
            query.refuse("product", "exactly one of product, gtin and category must be there");
        } else if (category.isPresent() && reason.filter(Reason::isLostAnyway).isPresent()) {
            query.refuse("category", "is for other_niche and after_purchase; name your product");
        }
        query.finish();
        Wish.Asked asked = product.<Wish.Asked>map(Wish.Asked.ByProduct::new)
                .or(() -> gtin.map(Wish.Asked.ByGtin::new))
                .orElseGet(() -> new Wish.Asked.ByCategory(category.orElseThrow()));
        return new Wish(key.shop(), asked, size.orElse(""), country.orElse(""), reason.orElseThrow());
    }

    private static Optional<String> named(String text) {
        return Optional.of(text).filter(name -> !name.isEmpty() && name.length() <= ID_CHARS_MAX);
    }

    private static Optional<Long> gtin(String text) {
        return switch (Gtin.read(text)) {
            case Gtin.Good(long number) -> Optional.of(number);
            case Gtin.Bad _ -> Optional.empty();
        };
    }

    private byte[] suggest(Request request, Wish wish, Desk desk) {
        Instant now = parts.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        UUID id = SuggestedLink.decisionId(PublicId.next(now, parts.random()));
        Bench bench = idle.poll();
        if (bench == null) {
            bench = new Bench(new Suggester(disclosures), new JsonWriter(BYTES_USUAL));
        }
        byte[] body;
        try {
            Suggested suggested = bench.suggester.suggest(wish, desk.view(),
                    Math.floorDiv(now.getEpochSecond(), DAY_SECONDS), parts.random());
            // What cannot be logged is not disclosed.
            body = parts.log().test(new LoggedDecision(id, now, LoggedDecision.Arm.SHOWN, suggested))
                    ? answer(id, now, suggested, desk, Wording.of(request), bench.json)
                    : nobody(id);
            idle.add(bench);
        } catch (RuntimeException bug) {
            failed.increment();
            LOG.error("{} a suggestion failed; its visitor sees none", request.id(), bug);
            body = nobody(id);
        }
        return body;
    }

    private static byte[] nobody(UUID id) {
        return begin(id, new JsonWriter(BYTES_USUAL)).close(']').close('}').toBytes();
    }

    private static JsonWriter begin(UUID id, JsonWriter json) {
        return json.clear().open('{').name("decision").string(PublicId.of(PublicId.DECISION, id)).name("partners")
                .open('[');
    }

    private byte[] answer(UUID id, Instant now, Suggested suggested, Desk desk, Wording words, JsonWriter json) {
        begin(id, json);
        for (Suggested.Shown shown : suggested.shown()) {
            String target = shown.page().url();
            int receiver = shown.receiver().value();
            String code = SuggestedLink.of(suggested.question().giver(), receiver, id, now).code(target,
                    parts.keyring().get());
            json.open('{').name("shop").string(shown.receiver().toString());
            json.name("shop_name").string(desk.shopNames().getOrDefault(receiver, ""));
            json.name("product").string(shown.page().title());
            json.name("link").string(link(code, target));
            json.name("why").string(words.why(suggested.question().reason(), shown.match())).close('}');
        }
        return json.close(']').close('}').toBytes();
    }

    /** As {@code URLEncoder} would write it, which is asked only from the first unusual character on. */
    private CharSequence link(String code, String target) {
        StringBuilder link = new StringBuilder(LINK_CHARACTERS_USUAL).append(parts.linkBase()).append("/r/")
                .append(code).append("?to=");
        int usual = 0;
        while (usual < target.length()) {
            char c = target.charAt(usual);
            if (c == '/' || c == ':') {
                link.append(c == '/' ? "%2F" : "%3A");
            } else if (c < 128 && (Character.isLetterOrDigit(c) || c == '.' || c == '-' || c == '_')) {
                link.append(c);
            } else {
                return link.append(URLEncoder.encode(target.substring(usual), StandardCharsets.UTF_8));
            }
            usual++;
        }
        return link;
    }

    /** What one answer after the other is made with; has some 50 KiB of arrays. */
    private record Bench(Suggester suggester, JsonWriter json) {
    }

    /** Refused for now. */
    private static final class TooFast extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Problem problem;
        private final long waitSeconds;

        TooFast(Problem problem, long waitSeconds) {
            super(problem.detail(), null, false, false);
            this.problem = problem;
            this.waitSeconds = waitSeconds;
        }
    }

    /**
     * What suggestions are made of. Thread-safe.
     *
     * @param desk what they are answered from, as of now
     * @param keyring signs the links
     * @param log takes each decision, or says that it cannot; must not wait
     * @param clock the time
     * @param random draws ids and partners
     * @param linkBase scheme and host before {@code /r/}
     */
    public record Parts(Supplier<Desk> desk, Supplier<Keyring> keyring, Predicate<LoggedDecision> log,
            InstantSource clock, RandomGenerator random, String linkBase) {
    }
}

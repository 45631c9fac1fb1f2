package centuple.connect.http;

import centuple.connect.Connection;
import centuple.connect.Delivery;
import centuple.connect.Landing;
import centuple.connect.Notice;
import centuple.connect.Payload;
import centuple.connect.Platform;
import centuple.connect.Platforms;
import centuple.connect.Refusal;
import centuple.connect.Signature;
import centuple.connect.UnreadableException;
import centuple.connect.Verdict;
import centuple.connect.inbox.InboxEvent;
import centuple.connect.inbox.InboxEvent.From;
import centuple.connect.job.ConnectionBook;
import centuple.connect.job.HookInbox;
import centuple.connect.job.HookNotes;
import centuple.connect.job.InboxJson;
import centuple.connect.net.ReducedJson;
import centuple.platform.http.Access;
import centuple.platform.http.Answer;
import centuple.platform.http.BodyRule;
import centuple.platform.http.CommonProblem;
import centuple.platform.http.Problem;
import centuple.platform.http.ProblemException;
import centuple.platform.http.Request;
import centuple.platform.http.Route;
import centuple.shop.ShopId;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Where platforms send their messages. A message is verified on its raw bytes, reduced, written down, and only then
 * answered with success; what it says is looked at afterwards. Thread-safe.
 */
final class HookRoutes {
    static final String PATH = "/hooks/{platform}/{shop}";

    /** An order of 500 lines with all that platforms write around it has some 600 kB. */
    static final int BODY_BYTES_MAX = 1 << 20;

    private static final String FORM = "application/x-www-form-urlencoded";

    private final Platforms platforms;
    private final ConnectionBook book;
    private final HookNotes notes;
    private final HookInbox inbox;
    private final Supplier<UUID> ids;
    private final InstantSource clock;

    HookRoutes(Platforms platforms, ConnectionBook book, HookNotes notes, HookInbox inbox,
            Supplier<UUID> ids, InstantSource clock) {
        this.platforms = platforms;
        this.book = book;
        this.notes = notes;
        this.inbox = inbox;
        this.ids = ids;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(Route.post(PATH, new Access.Gated(this::share), this::take)
                .reading(new BodyRule(BODY_BYTES_MAX, List.of(BodyRule.JSON, FORM))));
    }

    /** Looks whether there is such a connection, before anything of a message is read. */
    private String share(Map<String, String> names) {
        From from = from(names::get);
        if (!book.has(from)) {
            throw notFound();
        }
        return from.platform() + "/" + from.shop();
    }

    private From from(Function<String, @Nullable String> names) {
        // Of one that sends nothing, all that comes is from strangers.
        Platform platform = platforms.find(String.valueOf(names.apply("platform"))).filter(Platform::sendsMessages)
                .orElseThrow(HookRoutes::notFound);
        ShopId shop = ShopId.parse(String.valueOf(names.apply("shop"))).orElseThrow(HookRoutes::notFound);
        return new From(shop, platform.name());
    }

    private Answer take(Request request) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        From from = from(request::path);
        Platform platform = platforms.find(from.platform()).orElseThrow(HookRoutes::notFound);
        Connection connection = book.find(from, now).orElseThrow(HookRoutes::notFound);
        Delivery delivery = new Delivery(request.headers(), request.body());
        return switch (platform.verify(delivery, connection.keys().inForce(now), now)) {
            case Verdict.Harmless(String why) -> {
                notes.pinged(from, now);
                yield Answer.ok(Map.of("result", "ignored", "why", why));
            }
            case Verdict.Refused refused -> throw refused(from, refused, now);
            case Verdict.Genuine _ -> keep(from, platform, connection.landing(), delivery, now);
        };
    }

    private Answer keep(From from, Platform platform, Landing.Rule landing, Delivery delivery, Instant now) {
        Payload body;
        try {
            body = ReducedJson.read(delivery.body(), platform.fields(), landing);
        } catch (UnreadableException e) {
            throw unreadable(from, e.getMessage(), now);
        }
        String kept = InboxJson.write(body);
        if (kept.length() > InboxEvent.BODY_CHARS_MAX) {
            throw unreadable(from, "what would be kept of it has more than " + InboxEvent.BODY_CHARS_MAX
                    + " characters", now);
        }
        byte[] digest = Signature.digest(delivery.body());
        Notice notice = platform.notice(delivery, body);
        Notice named = notice.eventId().isEmpty()
                ? new Notice("sha256:" + HexFormat.of().formatHex(digest), notice.topic())
                : notice;
        Optional<Boolean> isNew = inbox
                .take(new InboxEvent(ids.get(), from, named, kept, false, 0, now,
                        InboxEvent.Standing.WAITING), digest);
        return isNew.map(fresh -> Answer.ok(Map.of("result", fresh ? "accepted" : "repeated")))
                .orElseThrow(() -> new Problem(HookProblem.INBOX_FULL, "nothing was taken; send it again")
                        .exception());
    }

    /** Told to the sender and, for whoever sets the connection up, noted. */
    private ProblemException refused(From from, Verdict.Refused refused, Instant now) {
        notes.refused(from, refused.isSigned(), refused.reason().explanation() + ": " + refused.detail(), now);
        return HookProblem.of(refused.reason(), refused.detail()).exception();
    }

    private ProblemException unreadable(From from, @Nullable String detail, Instant now) {
        return refused(from, new Verdict.Refused(Refusal.BODY_UNREADABLE, String.valueOf(detail), true), now);
    }

    private static ProblemException notFound() {
        return new Problem(CommonProblem.NOT_FOUND,
                "there is no such connection: the address ends in a platform and the id of a shop that set it up")
                .exception();
    }
}

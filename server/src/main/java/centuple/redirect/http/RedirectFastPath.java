package centuple.redirect.http;

import centuple.click.Keyring;
import centuple.link.LinkEntry;
import centuple.link.LinkRow;
import centuple.link.LinkState;
import centuple.link.LinkTable;
import centuple.platform.config.AddressRange;
import centuple.platform.http.server.FastPath;
import centuple.platform.net.TrustedProxies;
import centuple.redirect.ClickSink;
import centuple.redirect.RedirectOutcome;
import centuple.redirect.RedirectRequest;
import centuple.redirect.Redirector;
import centuple.redirect.RefusalReason;
import io.netty.util.AsciiString;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Answers {@code /r/{code}} on the event loop itself: reads the fields, decides, writes the click down, answers. One
 * per
 * event loop, for its thread only. Nothing here waits for a lock, a disk or a database.
 */
public final class RedirectFastPath implements FastPath {
    /** The longest address that is looked at, in characters; a target has at most 2,048, encoded perhaps twice that. */
    static final int URI_LENGTH_MAX = 6_144;

    private static final Logger LOG = LoggerFactory.getLogger(RedirectFastPath.class);
    private static final String PREFIX = "/r/";
    private static final String ASK_PATH = "/certificate-ask";
    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");
    private static final CharSequence ROBOTS = AsciiString.cached("x-robots-tag");
    private static final CharSequence NO_INDEX = HttpHeaders.createOptimized("noindex, nofollow");
    private static final CharSequence REFERRER_POLICY = AsciiString.cached("referrer-policy");
    private static final CharSequence STRICT_ORIGIN = HttpHeaders.createOptimized("strict-origin");
    private static final String PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none';"
            + " form-action 'none'; frame-ancestors 'none'";

    private final Parts parts;
    private final ClickSink sink;
    private final RandomGenerator random;
    private final RequestReader reader;

    /**
     * The fast path of one event loop.
     *
     * @param sink the journal's writer of this loop
     * @param random draws click ids, for this loop only
     */
    public RedirectFastPath(Parts parts, ClickSink sink, RandomGenerator random) {
        this.parts = parts;
        this.sink = sink;
        this.random = random;
        this.reader = new RequestReader(new TrustedProxies(parts.proxies().ranges()), parts.proxies().countryHeader());
    }

    @Override
    public boolean take(HttpServerRequest request) {
        String path = request.path();
        if (path == null) {
            return false;
        }
        LinkTable links = parts.links().get();
        boolean ours = path.startsWith(PREFIX);
        boolean hostsMatter = links.hasLinkHosts();
        if (!ours && !hostsMatter && !path.equals(ASK_PATH)) {
            return false;
        }
        String host = hostsMatter ? reader.host(request) : "";
        if (ours) {
            answer(request, links, host, path.substring(PREFIX.length()));
        } else if (links.isLinkHost(host)) {
            page(request, PageKind.UNKNOWN, null); // a giver's host shows nothing of the exchange
        } else if (path.equals(ASK_PATH)) {
            answerAsk(request, links);
        } else {
            return false;
        }
        return true;
    }

    private void answer(HttpServerRequest request, LinkTable links, String host, String code) {
        HttpMethod method = request.method();
        if (method != HttpMethod.GET && method != HttpMethod.HEAD) {
            request.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD");
            page(request, PageKind.METHOD, null);
        } else if (request.uri().length() > URI_LENGTH_MAX) {
            page(request, PageKind.TOO_LONG, null);
        } else {
            String known = LinkRow.isCode(code) ? code : "";
            try {
                decide(request, links, reader.read(request, host, known));
            } catch (RuntimeException bug) {
                logSparsely(bug);
                failOpen(request, links.byCode(known));
            }
        }
    }

    private void decide(HttpServerRequest request, LinkTable links, RedirectRequest fields) {
        switch (parts.redirector().decide(fields, links, parts.keys().get(), parts.clock().millis(), random)) {
            case RedirectOutcome.Redirect redirect -> redirect(request, redirect);
            case RedirectOutcome.Refused refused -> refuse(request, refused);
        }
    }

    /** A visitor does not wait for our mistakes. */
    private void failOpen(HttpServerRequest request, @Nullable LinkEntry link) {
        parts.meters().failed().increment();
        if (request.response().ended()) {
            return;
        }
        if (link != null && link.state() == LinkState.ACTIVE && link.places().landing() != null) {
            found(request, link.places().landing().plain());
        } else {
            page(request, PageKind.UNKNOWN, null);
        }
    }

    /** The 1st, 2nd, 4th, 8th ... time: a mistake met by every visitor must not fill the disk too. */
    private void logSparsely(RuntimeException bug) {
        long earlier = parts.meters().failed().sum();
        if ((earlier & earlier + 1) == 0) {
            LOG.error("{} redirects failed; their visitors go on without a token", earlier + 1, bug);
        }
    }

    private void redirect(HttpServerRequest request, RedirectOutcome.Redirect redirect) {
        ClickSink.Kept written = sink.keep(redirect.click());
        redirect.written(written);
        switch (written) {
            case YES -> found(request, redirect.location());
            case NO -> {
                parts.meters().unjournaled().increment();
                found(request, redirect.location());
            }
            case SOON -> {
                Context context = Objects.requireNonNull(Vertx.currentContext());
                sink.whenSafe(kept -> context.runOnContext(_ -> {
                    if (kept == ClickSink.Kept.NO) {
                        parts.meters().unjournaled().increment();
                    }
                    found(request, redirect.location());
                }));
            }
        }
    }

    private void refuse(HttpServerRequest request, RedirectOutcome.Refused refused) {
        if (refused.reason() == RefusalReason.PREFETCH) {
            head(request.response(), 503).end();
        } else if (refused.fallback() != null) {
            found(request, refused.fallback());
        } else {
            page(request, PageKind.of(refused.reason()), refused.onward());
        }
    }

    private static void found(HttpServerRequest request, String location) {
        HttpServerResponse response = request.response();
        if (!response.closed()) {
            head(response, 302).putHeader(HttpHeaders.LOCATION, location).end();
        }
    }

    private void page(HttpServerRequest request, PageKind kind, @Nullable String onward) {
        String language = request.getHeader(HttpHeaders.ACCEPT_LANGUAGE);
        head(request.response(), kind.status()).putHeader("Content-Type", "text/html; charset=utf-8")
                .putHeader("Content-Security-Policy", PAGE_POLICY).putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Vary", "Accept-Language").end(parts.pages().page(kind, language, onward));
    }

    /** The reverse proxy on this machine asks before it gets a certificate for a giver's host. */
    private void answerAsk(HttpServerRequest request, LinkTable links) {
        String domain = request.getParam("domain");
        boolean known = domain != null && reader.isFromThisMachine(request) && links.isLinkHost(domain);
        head(request.response(), known ? 200 : 404).end();
    }

    private static HttpServerResponse head(HttpServerResponse response, int status) {
        response.setStatusCode(status).headers().set(HttpHeaders.CACHE_CONTROL, NO_STORE)
                .set(REFERRER_POLICY, STRICT_ORIGIN).set(ROBOTS, NO_INDEX);
        return response;
    }

    /**
     * What the fast paths of all event loops share. Thread-safe.
     *
     * @param redirector decides
     * @param links the link table as of now
     * @param keys the master keys as of now
     * @param proxies whom to believe
     * @param meters what is counted here beside the redirector's own counts
     * @param surface the clock, and what visitors read
     */
    public record Parts(Redirector redirector, Supplier<LinkTable> links, Supplier<Keyring> keys, Proxies proxies,
            RedirectMeters meters, Surface surface) {
        InstantSource clock() {
            return surface.clock();
        }

        PlainPages pages() {
            return surface.pages();
        }
    }

    /**
     * Whom to believe.
     *
     * @param ranges the addresses of our own reverse proxies
     * @param countryHeader in which they name the visitor's country, for example {@code CF-IPCountry}; empty for none
     */
    public record Proxies(List<AddressRange> ranges, String countryHeader) {
    }

    /** The clock, and the pages that visitors read. */
    public record Surface(InstantSource clock, PlainPages pages) {
    }
}

package centuple.redirect.http;

import centuple.platform.net.TrustedProxies;
import centuple.redirect.IpAddress;
import centuple.redirect.RedirectRequest;
import io.netty.util.AsciiString;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.util.Locale;

/** Reads the fields that the redirect looks at out of a request. One per event loop, for its thread only. */
final class RequestReader {
    private static final CharSequence FORWARDED_FOR = AsciiString.cached("x-forwarded-for");
    private static final CharSequence FORWARDED_HOST = AsciiString.cached("x-forwarded-host");
    private static final CharSequence[] PURPOSES = {AsciiString.cached("sec-purpose"), AsciiString.cached("purpose"),
            AsciiString.cached("x-moz"), AsciiString.cached("x-purpose")};

    private final TrustedProxies proxies;
    private final @Nullable CharSequence countryHeader;
    // The peers of an event loop are mostly one: the proxy before it, or one visitor's connection.
    private String lastPeer = "";
    private InetAddress lastPeerAddress = InetAddress.getLoopbackAddress();
    private IpAddress lastVisitor = IpAddress.of(lastPeerAddress.getAddress());
    private boolean lastPeerTrusted;

    /** Takes the header in which trusted proxies name the visitor's country; empty for none. */
    RequestReader(TrustedProxies proxies, String countryHeader) {
        this.proxies = proxies;
        this.countryHeader = countryHeader.isEmpty()
                ? null
                : AsciiString.cached(countryHeader.toLowerCase(Locale.ROOT));
    }

    /** The fields of a request for a code. */
    RedirectRequest read(HttpServerRequest request, String host, String code) {
        MultiMap headers = request.headers();
        String userAgent = headers.get(HttpHeaders.USER_AGENT);
        lookAtPeer(request);
        IpAddress address = lastVisitor;
        String country = "";
        if (lastPeerTrusted) {
            address = IpAddress
                    .of(proxies.visitor(lastPeerAddress, joined(headers, FORWARDED_FOR)).getAddress());
            country = countryHeader == null ? "" : country(headers.get(countryHeader));
        }
        return new RedirectRequest(request.method() == HttpMethod.HEAD, host, code, request.query(), purpose(headers),
                new RedirectRequest.Visitor(address, userAgent == null ? "" : userAgent, country));
    }

    /** The host that was asked, lower case, without port and final dot; empty where none was named. */
    String host(HttpServerRequest request) {
        lookAtPeer(request);
        String host = lastPeerTrusted ? request.headers().get(FORWARDED_HOST) : null;
        if (host == null) {
            var authority = request.authority();
            return authority == null ? "" : plain(authority.host());
        }
        int colon = host.indexOf(':');
        return plain(colon < 0 ? host : host.substring(0, colon));
    }

    /** Whether the other end of the connection is on this machine and speaks for nobody else. */
    boolean isFromThisMachine(HttpServerRequest request) {
        lookAtPeer(request);
        return lastPeerAddress.isLoopbackAddress() && !request.headers().contains(FORWARDED_FOR);
    }

    private void lookAtPeer(HttpServerRequest request) {
        var remote = request.connection().remoteAddress();
        String peer = remote == null || remote.hostAddress() == null ? "" : remote.hostAddress();
        if (peer.equals(lastPeer)) {
            return;
        }
        InetAddress address = TrustedProxies.literal(peer);
        lastPeer = peer;
        lastPeerAddress = address == null ? InetAddress.getLoopbackAddress() : address;
        lastPeerTrusted = address != null && proxies.isTrusted(address);
        lastVisitor = IpAddress.of(lastPeerAddress.getAddress());
    }

    private static String purpose(MultiMap headers) {
        for (CharSequence name : PURPOSES) {
            String value = headers.get(name);
            if (value != null) {
                return value;
            }
        }
        return "";
    }

    private static @Nullable String joined(MultiMap headers, CharSequence name) {
        String first = headers.get(name);
        if (first == null) {
            return null;
        }
        var all = headers.getAll(name);
        return all.size() == 1 ? first : String.join(",", all);
    }

    private static String country(@Nullable String value) {
        boolean letters = value != null && value.length() == 2 && isCapital(value.charAt(0))
                && isCapital(value.charAt(1));
        // XX and T1 are what proxies say for "unknown" and "Tor".
        return value != null && letters && !value.equals("XX") ? value : "";
    }

    private static boolean isCapital(char c) {
        return c >= 'A' && c <= 'Z';
    }

    private static String plain(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}

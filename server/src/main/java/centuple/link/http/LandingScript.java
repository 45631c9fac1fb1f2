package centuple.link.http;

import centuple.platform.http.Access;
import centuple.platform.http.Answer;
import centuple.platform.http.Request;
import centuple.platform.http.Route;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/**
 * Serves {@code centuple.js}, which a shop's pages load (or copy) to carry a click token to the order. The file is
 * served as it is written, without its lines of comment. Safe for all threads.
 */
public final class LandingScript {
    /** Where it is served. */
    public static final String PATH = "/centuple.js";

    private static final String RESOURCE = "/web/centuple.js";
    private static final String MEDIA_TYPE = "text/javascript; charset=utf-8";
    /** A day without asking, a month while asking in the background: a new version reaches every shop by tomorrow. */
    private static final String CACHE = "public, max-age=86400, stale-while-revalidate=2592000, stale-if-error=2592000";

    private final Answer plain;
    private final Answer zipped;

    private LandingScript(byte[] text) {
        this.plain = answer(text, "");
        this.zipped = answer(zipped(text), "-gzip").with("Content-Encoding", "gzip");
    }

    /** {@code GET /centuple.js}, for anyone and from the pages of any origin. */
    public static Route route() {
        LandingScript script = new LandingScript(text());
        return Route.get(PATH, Access.ANYONE, script::serve);
    }

    /** What is served, not compressed. */
    public static byte[] text() {
        try (InputStream in = LandingScript.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + RESOURCE + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .filter(line -> !line.stripLeading().startsWith("//"))
                    .collect(Collectors.joining("\n", "", "\n")).getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Answer serve(Request request) {
        boolean gzip = request.header("accept-encoding").filter(LandingScript::takesGzip).isPresent();
        Answer whole = gzip ? zipped : plain;
        String tag = whole.headers().getOrDefault("ETag", "");
        boolean known = request.header("if-none-match").filter(tags -> names(tags, tag)).isPresent();
        return known ? new Answer(304, "", new byte[0], whole.headers()) : whole;
    }

    private static boolean names(String tags, String tag) {
        return tags.equals("*") || Arrays.asList(tags.replace("W/", "").split("\\s*,\\s*")).contains(tag);
    }

    private static boolean takesGzip(String header) {
        return Arrays.stream(header.split(",")).map(String::strip)
                .anyMatch(coding -> coding.matches("(?i)gzip(\\s*;\\s*q=(1(\\.0*)?|0\\.\\d*[1-9]\\d*))?"));
    }

    private static Answer answer(byte[] body, String tagEnd) {
        return new Answer(200, MEDIA_TYPE, body, Map.of("Cache-Control", CACHE,
                "ETag", '"' + digest(body) + tagEnd + '"', "Vary", "Accept-Encoding",
                "Access-Control-Allow-Origin", "*", "Cross-Origin-Resource-Policy", "cross-origin"));
    }

    private static String digest(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body), 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static byte[] zipped(byte[] text) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zipped.toByteArray();
    }
}

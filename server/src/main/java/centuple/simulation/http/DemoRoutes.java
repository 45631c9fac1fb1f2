package centuple.simulation.http;

import centuple.platform.http.Access;
import centuple.platform.http.Answer;
import centuple.platform.http.Request;
import centuple.platform.http.Route;
import centuple.simulation.report.DemoReport;
import centuple.simulation.report.Wording;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;

/** The first page of the demo, in the reader's language. Thread-safe. */
public final class DemoRoutes {
    private static final String CSS = resource("demo.css");
    private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.FRENCH);

    private final TemplateEngine templates = TemplateEngine.createPrecompiled(null, ContentType.Html,
            DemoRoutes.class.getClassLoader(), "centuple.templates");
    private final Supplier<@Nullable DemoReport> report;
    private final Wording english;
    private final Wording french;

    /** Shows whatever the supplier has; null while the demo still runs. */
    public DemoRoutes(Supplier<@Nullable DemoReport> report, Wording english, Wording french) {
        this.report = report;
        this.english = english;
        this.french = french;
    }

    public List<Route> routes() {
        return List.of(Route.get("/", Access.ANYONE, this::page),
                Route.get("/demo.css", Access.ANYONE, _ -> Answer.text("text/css; charset=utf-8", CSS)));
    }

    private Answer page(Request request) {
        DemoReport found = report.get();
        if (found == null) {
            return new Answer(503, "text/plain; charset=utf-8",
                    "The demo is still running.\n".getBytes(StandardCharsets.UTF_8),
                    java.util.Map.of("Retry-After", "5"));
        }
        Wording words = isFrench(request.header("accept-language").orElse("")) ? french : english;
        StringOutput html = new StringOutput();
        templates.render("centuple/simulation/http/demo.jte", DemoPage.of(found, words), html);
        return Answer.text("text/html; charset=utf-8", html.toString())
                .with("Content-Language", words.locale().getLanguage())
                .with("Vary", "Accept-Language").with("Content-Security-Policy",
                        "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'");
    }

    static boolean isFrench(String acceptLanguage) {
        try {
            Locale found = Locale.lookup(Locale.LanguageRange.parse(acceptLanguage), LANGUAGES);
            return Locale.FRENCH.equals(found);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(DemoRoutes.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

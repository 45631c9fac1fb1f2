package centuple.e2e.landing;

import static org.awaitility.Awaitility.await;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** One tab of a visitor. */
final class Tab {
    private static final Duration WAIT_MAX = Duration.ofSeconds(20);

    private final Browser browser;
    private final String session;
    private final String visitor;
    private final AtomicInteger loads = new AtomicInteger();
    private final List<String> faults = new CopyOnWriteArrayList<>();

    Tab(Browser browser, String session, String visitor) {
        this.browser = browser;
        this.session = session;
        this.visitor = visitor;
    }

    JsonNode call(String method, Map<String, ?> parameters) {
        return browser.call(session, method, parameters);
    }

    void heard(String event, JsonNode parameters) {
        if (event.equals("Page.loadEventFired")) {
            loads.incrementAndGet();
        } else if (event.equals("Runtime.exceptionThrown")) {
            faults.add(parameters.at("/exceptionDetails").toString());
        }
    }

    /** Another tab of the same visitor. */
    Tab another() {
        return browser.tabOf(visitor);
    }

    /** Runs in every page from now on, before anything of the page. */
    Tab before(String script) {
        call("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
        return this;
    }

    /** Goes there, and waits until it is loaded. */
    Tab open(String url) {
        int before = loads.get();
        call("Page.navigate", Map.of("url", url));
        await().atMost(WAIT_MAX).pollInterval(Duration.ofMillis(10)).until(() -> loads.get() > before);
        return this;
    }

    /** The value of an expression; a promise is waited for. */
    JsonNode eval(String expression) {
        JsonNode answer = call("Runtime.evaluate",
                Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
        if (answer.has("exceptionDetails")) {
            throw new IllegalStateException(expression + ": " + answer.get("exceptionDetails"));
        }
        return answer.get("result");
    }

    String text(String expression) {
        @Nullable
        JsonNode value = eval("String(" + expression + ")").get("value");
        return value == null ? "" : value.stringValue();
    }

    /** Waits until an expression has this value, as text. */
    void until(String expression, String value) {
        await(expression).atMost(WAIT_MAX).pollInterval(Duration.ofMillis(20)).until(() -> text(expression),
                value::equals);
    }

    /** A click of the visitor's own hand. */
    void click(String selector) {
        JsonNode at = eval(
                "(function () { var box = document.querySelector('" + selector + "').getBoundingClientRect();"
                        + "return [box.left + box.width / 2, box.top + box.height / 2]; })()")
                .get("value");
        for (String kind : List.of("mousePressed", "mouseReleased")) {
            call("Input.dispatchMouseEvent", Map.of("type", kind, "x", at.get(0).doubleValue(),
                    "y", at.get(1).doubleValue(), "button", "left", "clickCount", 1));
        }
    }

    /** Closes all tabs of this visitor and forgets what they kept. */
    void leave() {
        browser.call("", "Target.disposeBrowserContext", Map.of("browserContextId", visitor));
    }

    /** Exceptions that nobody caught. */
    List<String> faults() {
        return List.copyOf(faults);
    }

    /** The cookies of the page. */
    String cookies() {
        return text("document.cookie");
    }

    /** Path, query and fragment as the visitor sees them. */
    String address() {
        return text("location.href.replace(location.origin, '')");
    }
}

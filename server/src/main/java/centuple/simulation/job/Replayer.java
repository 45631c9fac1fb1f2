package centuple.simulation.job;

import centuple.click.VisitClass;
import centuple.order.OrderReport;
import centuple.order.Receipt;
import centuple.platform.json.InvalidJsonException;
import centuple.platform.json.Json;
import centuple.redirect.ClickSink;
import centuple.redirect.RedirectCounts;
import centuple.redirect.RedirectOutcome;
import centuple.redirect.RedirectRequest;
import centuple.redirect.Redirector;
import centuple.redirect.VisitClassifier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.random.RandomGenerator;

/**
 * Takes events in the order of their times through the path of live ones: the redirect's steps, the token codec, the
 * journal, the order intake, and the hold job at the end of each day. For one thread.
 */
public final class Replayer {
    /** Clicks whose tokens are remembered for later events. */
    public static final int CLICKS_MAX = 1_000_000;

    /** Reports that are handed to the intake together, as a busy server's would be. */
    static final int REPORTS_PER_BATCH_MAX = 500;

    private final ReplayPath path;
    private final Redirector redirector;
    private final RandomGenerator random;
    private final Map<String, String> tokens = new HashMap<>();
    private final List<OrderReport> waiting = new ArrayList<>();
    private final Counts counts = new Counts();
    private @Nullable Instant last;

    /**
     * A replay with a memory of its own of who was seen on a day, so that it and live visitors do not mix.
     *
     * @param random draws click ids and the salts of days
     * @throws ReplayException when the exchange is live
     */
    public Replayer(ReplayPath path, RandomGenerator random) {
        if (path.isLive().getAsBoolean()) {
            throw new ReplayException("the exchange is live: it takes no replayed events");
        }
        this.path = path;
        this.random = random;
        this.redirector = new Redirector(new VisitClassifier(VisitClassifier.Limits.DEFAULT, random),
                path.clicks().userAgents(), new RedirectCounts());
    }

    /**
     * Takes one event.
     *
     * @throws ReplayException when it is earlier than the one before, names a click that is not known, or cannot be
     *             taken now
     * @throws InvalidJsonException when the body of an order is wrong
     */
    public void take(ReplayEvent event) {
        if (last != null && event.at().isBefore(last)) {
            throw new ReplayException("an event of " + event.at() + " comes after one of " + last);
        }
        passTo(event.at());
        counts.events++;
        switch (event) {
            case ReplayEvent.Click click -> click(click);
            case ReplayEvent.Order order -> order(order);
            case ReplayEvent.Time(Instant at) -> holds(at);
        }
    }

    /** Hands over what waits and lets holds run out up to the last event. */
    public ReplaySummary finish() {
        if (last != null) {
            holds(last);
        }
        return counts.summary();
    }

    private void passTo(Instant at) {
        Instant from = last == null ? at : last;
        Instant midnight = from.truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(1));
        while (!midnight.isAfter(at)) {
            holds(midnight);
            midnight = midnight.plus(Duration.ofDays(1));
        }
        last = at;
    }

    private void holds(Instant at) {
        handOver();
        path.orders().holds().accept(at);
    }

    private void click(ReplayEvent.Click click) {
        if (tokens.size() >= CLICKS_MAX) {
            throw new ReplayException("a replay has at most " + CLICKS_MAX + " clicks");
        }
        String query = click.viaRef() == null ? null : "via=" + token(click.viaRef());
        RedirectRequest request = new RedirectRequest(false, "", click.code(), query, "",
                new RedirectRequest.Visitor(click.visitor().address(), click.visitor().userAgent(), ""));
        RedirectOutcome outcome = redirector.decide(request, path.clicks().links().get(), path.clicks().keys().get(),
                click.at().toEpochMilli(), random);
        switch (outcome) {
            case RedirectOutcome.Refused _ -> counts.visitsRefused++;
            case RedirectOutcome.Redirect redirect -> {
                keep(redirect);
                counts.visits++;
                counts.visitsCounted += redirect.click().visit().visitClass() == VisitClass.COUNTED ? 1 : 0;
                String token = Tokens.in(redirect.location());
                if (token != null && tokens.put(click.ref(), token) != null) {
                    throw new ReplayException("two clicks have the ref " + click.ref());
                }
            }
        }
    }

    private void keep(RedirectOutcome.Redirect redirect) {
        ClickSink sink = path.clicks().sink();
        ClickSink.Kept kept = sink.keep(redirect.click());
        redirect.written(kept);
        if (kept == ClickSink.Kept.SOON) {
            ArrayBlockingQueue<ClickSink.Kept> answer = new ArrayBlockingQueue<>(1);
            sink.whenSafe(answer::add);
            kept = taken(answer);
        }
        if (kept == ClickSink.Kept.NO) {
            throw new ReplayException("the journal cannot be written");
        }
    }

    private static ClickSink.Kept taken(ArrayBlockingQueue<ClickSink.Kept> answer) {
        try {
            return answer.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReplayException("the replay was interrupted");
        }
    }

    private void order(ReplayEvent.Order order) {
        ObjectNode body = Tokens.fill(order.order(), this::token);
        waiting.add(path.orders().reader().read(Json.fields(Json.bytes(body)), order.shop(), order.at()));
        if (waiting.size() >= REPORTS_PER_BATCH_MAX) {
            handOver();
        }
    }

    private void handOver() {
        if (waiting.isEmpty()) {
            return;
        }
        for (Receipt receipt : path.orders().intake().take(List.copyOf(waiting))) {
            switch (receipt) {
                case Receipt.Taken taken when taken.isRepeated() -> counts.factsRepeated++;
                case Receipt.Taken _ -> counts.facts++;
                case Receipt.Conflict _ -> counts.factsRefused++;
                case Receipt.OtherSource _ -> counts.factsRefused++;
                case Receipt.TooManyFacts _ -> counts.factsRefused++;
                case Receipt.NotTaken(Receipt.Cause cause) ->
                    throw new ReplayException("an order was not taken: " + cause);
            }
        }
        waiting.clear();
    }

    private String token(String ref) {
        String token = tokens.get(ref);
        if (token == null) {
            throw new ReplayException("no earlier click has the ref " + ref);
        }
        return token;
    }

    private static final class Counts {
        private long events;
        private long visits;
        private long visitsCounted;
        private long visitsRefused;
        private long facts;
        private long factsRepeated;
        private long factsRefused;

        ReplaySummary summary() {
            return new ReplaySummary(events, visits, visitsCounted, visitsRefused, facts, factsRepeated, factsRefused);
        }
    }
}

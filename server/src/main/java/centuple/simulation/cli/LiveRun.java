package centuple.simulation.cli;

import centuple.platform.cli.Progress;
import centuple.platform.cli.Refusal;
import centuple.redirect.IpAddress;
import centuple.simulation.LiveScript;
import centuple.simulation.NicheEvent;
import centuple.simulation.NicheSettings;
import centuple.simulation.job.NicheReplay;
import centuple.simulation.job.ReplayEvent;
import centuple.simulation.job.Tokens;
import centuple.simulation.report.DemoReport;
import tools.jackson.databind.JsonNode;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sends visitors and orders over HTTP, as browsers and shops would. Used once. */
public final class LiveRun {
    private final OnExchange niche;
    private final NicheSettings settings;
    private final long seed;
    private final InstantSource clock;
    private final Map<String, String> tokens = new HashMap<>();
    private final List<NicheEvent> sent = new ArrayList<>();

    LiveRun(OnExchange niche, NicheSettings settings, long seed, InstantSource clock) {
        this.niche = niche;
        this.settings = settings;
        this.seed = seed;
        this.clock = clock;
    }

    /** Sends all of it and tells what came of it. */
    DemoReport.Live run(ExchangeApi api) {
        Set<String> commissioned = new HashSet<>();
        Set<String> orders = new HashSet<>();
        NicheReplay writing = niche.replay();
        try (Progress progress = Progress.of("live", LiveScript.VISITORS + LiveScript.ORDERS)) {
            for (NicheEvent event : LiveScript.visitors(settings, now())) {
                click(api, writing.of(event));
                sent.add(event);
                progress.reached(sent.size());
            }
            for (NicheEvent event : LiveScript.orders(settings, seed, now())) {
                report(api, event, writing.of(event), orders, commissioned);
                sent.add(event);
                progress.reached(Math.min(sent.size(), LiveScript.VISITORS + LiveScript.ORDERS));
            }
        }
        return new DemoReport.Live(tokens.size(), orders.size(), commissioned.size());
    }

    /** What was sent, to be replayed elsewhere. */
    List<NicheEvent> sent() {
        return List.copyOf(sent);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private void click(ExchangeApi api, ReplayEvent event) {
        if (event instanceof ReplayEvent.Click click) {
            String location = api
                    .follow("/r/" + click.code(), click.visitor().userAgent(), ipv4(click.visitor().address()))
                    .orElseThrow(() -> new Refusal("the link " + click.code() + " does not lead on"));
            String token = Tokens.in(location);
            if (token == null) {
                throw new Refusal("the link " + click.code() + " leads on without a token");
            }
            tokens.put(click.ref(), token);
        }
    }

    private void report(ExchangeApi api, NicheEvent event, ReplayEvent written, Set<String> orders,
            Set<String> commissioned) {
        if (event instanceof NicheEvent.Fact fact && written instanceof ReplayEvent.Order order) {
            JsonNode answer = api.post("/v1/orders", niche.member(fact.shop()).key(),
                    Tokens.fill(order.order(), ref -> tokens.getOrDefault(ref, "")));
            String id = answer.path("id").asString();
            orders.add(id);
            if (commissionMinor(answer) > 0) {
                commissioned.add(id);
            } else {
                commissioned.remove(id);
            }
        }
    }

    private static String ipv4(IpAddress address) {
        long low = address.low();
        return (low >>> 24 & 255) + "." + (low >>> 16 & 255) + "." + (low >>> 8 & 255) + "." + (low & 255);
    }

    private static long commissionMinor(JsonNode answer) {
        return answer.path("attribution").path("commission_minor").asLong(0);
    }
}

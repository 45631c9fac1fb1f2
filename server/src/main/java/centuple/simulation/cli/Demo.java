package centuple.simulation.cli;

import centuple.platform.cli.Progress;
import centuple.simulation.Niche;
import centuple.simulation.NicheEvent;
import centuple.simulation.NicheSettings;
import centuple.simulation.Played;
import centuple.simulation.Policy;
import centuple.simulation.PolicyFigures;
import centuple.simulation.Simulation;
import centuple.simulation.job.NicheReplay;
import centuple.simulation.job.Replayer;
import centuple.simulation.report.DemoReport;
import centuple.simulation.store.NicheBooks;

import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Plays the niche: each policy on an exchange of its own, the range over other seeds beside it, then live. */
public final class Demo {
    /** Runs in memory that make the range. */
    public static final int SEEDS = 20;

    /** The policy whose exchange goes live at the end. */
    private static final Policy LIVE = Policy.TERMS;

    private final NicheSettings settings;
    private final long seed;
    private final PrintWriter out;

    public Demo(NicheSettings settings, long seed, PrintWriter out) {
        this.settings = settings;
        this.seed = seed;
        this.out = out;
    }

    /** Runs it all. The exchanges stay open: whoever started them closes them. */
    public DemoReport run(DemoExchange.Starter exchanges) {
        Map<Policy, NicheBooks> books = new HashMap<>();
        Map<Policy, Played> played = new HashMap<>();
        DemoReport.Live live = DemoReport.Live.NONE;
        long sumMinor = 0;
        // One thread beside this one: the demo is meant for machines with two cores.
        try (ExecutorService beside = Executors.newSingleThreadExecutor()) {
            Future<Map<Policy, List<PolicyFigures>>> others = beside.submit(this::otherSeeds);
            for (Policy policy : Policy.ALL) {
                DemoExchange exchange = exchanges.start(policy.name().replace('-', '_'));
                OnExchange niche = new NicheSetup(settings, exchange).setUp(policy);
                played.put(policy, replay(exchange, niche, policy));
                NicheBooks found = NicheBooks.of(exchange.database(), niche.jacques());
                if (policy.equals(LIVE)) {
                    live = live(exchange, niche);
                }
                // The sum is read again after the live part; the figures stay those of the replayed hours.
                sumMinor += NicheBooks.of(exchange.database(), niche.jacques()).ledgerSumMinor();
                books.put(policy, found);
            }
            return new DemoReport(seed, settings, rows(played, books, others.get()), live, sumMinor);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the model failed", e.getCause());
        }
    }

    /** The report as one JSON object with stable keys. */
    public static byte[] json(DemoReport report) {
        return DemoJson.of(report);
    }

    private Played replay(DemoExchange exchange, OnExchange niche, Policy policy) {
        Played played = Niche.play(settings, seed, policy);
        NicheReplay writing = niche.replay();
        Replayer replayer = new Replayer(exchange.replayPath(), new SplittableRandom(seed));
        long began = System.nanoTime();
        try (Progress progress = Progress.of(policy.name(), played.events().size())) {
            long done = 0;
            for (NicheEvent event : played.events()) {
                replayer.take(writing.of(event));
                progress.reached(++done);
            }
        }
        replayer.finish();
        exchange.awaitShipped();
        out.printf("%s: %,d hours, %,d events replayed in %.1f s%n", policy.name(), settings.clock().hours(),
                played.events().size(), (System.nanoTime() - began) / 1e9);
        out.flush();
        return played;
    }

    private DemoReport.Live live(DemoExchange exchange, OnExchange niche) {
        try (ExchangeApi api = new ExchangeApi(exchange.url())) {
            return new LiveRun(niche, settings, seed, InstantSource.system()).run(api);
        }
    }

    private Map<Policy, List<PolicyFigures>> otherSeeds() {
        Map<Policy, List<PolicyFigures>> all = new HashMap<>();
        for (Policy policy : Policy.ALL) {
            List<PolicyFigures> runs = new ArrayList<>();
            for (int other = 1; other <= SEEDS; other++) {
                runs.add(Simulation.run(settings, seed + other, policy).figures());
            }
            all.put(policy, runs);
        }
        return all;
    }

    private static List<DemoReport.Row> rows(Map<Policy, Played> played, Map<Policy, NicheBooks> books,
            Map<Policy, List<PolicyFigures>> others) {
        List<DemoReport.Row> rows = new ArrayList<>();
        for (Policy policy : Policy.ALL) {
            NicheBooks found = java.util.Objects.requireNonNull(books.get(policy));
            Played model = java.util.Objects.requireNonNull(played.get(policy));
            rows.add(new DemoReport.Row(PolicyFigures.of(booked(model, found), found.earnedMinor(), found.owedMinor()),
                    model.stops(), others.getOrDefault(policy, List.of())));
        }
        return rows;
    }

    /** The model's totals with the visits as the exchange counted them. */
    private static Played booked(Played model, NicheBooks found) {
        Played.Totals totals = model.totals();
        Played.Visits visits = new Played.Visits(totals.visits().visitors(), Math.toIntExact(found.given()),
                Math.toIntExact(found.returned()));
        return new Played(model.policy(), List.of(), new Played.Totals(visits, totals.ownSalesMinor(),
                totals.ownMarginMinor(), totals.givenMinor(), totals.receivedMarginMinor()), model.stops());
    }
}

package centuple.bench.redirect;

import centuple.JournalSink;
import centuple.click.Keyring;
import centuple.click.MasterKey;
import centuple.click.VisitClass;
import centuple.journal.JournalSettings;
import centuple.journal.file.FileJournal;
import centuple.journal.file.MappedSegmentFiles;
import centuple.link.LinkRow;
import centuple.link.LinkSnapshot;
import centuple.link.LinkState;
import centuple.link.LinkTable;
import centuple.link.LinkTableBuilder;
import centuple.link.PairTable;
import centuple.link.TargetUrl;
import centuple.platform.config.AddressRange;
import centuple.platform.http.server.ApiServer;
import centuple.platform.http.server.EventLoops;
import centuple.platform.http.server.Frame;
import centuple.platform.http.server.HttpSettings;
import centuple.platform.http.server.RequestObserver;
import centuple.platform.net.TrustedProxies;
import centuple.redirect.RedirectCounts;
import centuple.redirect.Redirector;
import centuple.redirect.UserAgents;
import centuple.redirect.VisitClassifier;
import centuple.redirect.file.CrawlerList;
import centuple.redirect.http.BlockRandom;
import centuple.redirect.http.PlainPages;
import centuple.redirect.http.RedirectFastPath;
import centuple.redirect.http.RedirectMeters;
import centuple.shop.ShopId;
import io.vertx.core.Vertx;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The server as it is, with one event loop, a thousand links in its table and its journal on the disk; only the
 * database
 * is missing. Answers {@code count} on its standard input with what it did, and ends with its input.
 */
public final class RedirectServer {
    private static final int LINKS = 1_000;
    private static final int SHOPS = 15;

    private RedirectServer() {
    }

    /** Starts it: port, folder of the journal, {@code group} or {@code strict}. */
    public static void main(String[] args) throws IOException {
        InstantSource clock = InstantSource.system();
        SecureRandom random = new SecureRandom();
        RedirectCounts counts = new RedirectCounts();
        Keyring keys = new Keyring(List.of(new MasterKey(1, new byte[MasterKey.SECRET_BYTES], Instant.EPOCH, null)));
        LinkTable links = new LinkTableBuilder(keys::signingKey, new PairTable(), TargetUrl.HostRule.PUBLIC)
                .build(snapshot());
        var parts = new RedirectFastPath.Parts(
                new Redirector(new VisitClassifier(VisitClassifier.Limits.DEFAULT, random),
                        new UserAgents(CrawlerList.load(), random), counts),
                () -> links, () -> keys,
                new RedirectFastPath.Proxies(List.of(AddressRange.parse("127.0.0.1")), ""),
                new RedirectMeters(counts), new RedirectFastPath.Surface(clock, PlainPages.load()));
        JournalSettings settings = new JournalSettings(1, JournalSettings.SEGMENT_BYTES_USUAL,
                JournalSettings.BYTES_MAX_USUAL, JournalSettings.SYNC_EVERY_USUAL, args[2].equals("strict"));
        Vertx vertx = EventLoops.start(1);
        AtomicInteger loop = new AtomicInteger();
        try (FileJournal journal = FileJournal.open(Path.of(args[1]), settings, new MappedSegmentFiles(), clock);
                ApiServer server = ApiServer.start(vertx,
                        new HttpSettings("127.0.0.1", Integer.parseInt(args[0]), 1, HttpSettings.Limits.USUAL,
                                new TrustedProxies(List.of()), Duration.ZERO),
                        new Frame(List.of(), _ -> Optional.empty(),
                                () -> new RedirectFastPath(parts,
                                        new JournalSink(journal.writer(loop.getAndIncrement())),
                                        new BlockRandom(random)),
                                RequestObserver.SILENT, System::nanoTime));
                BufferedReader commands = new BufferedReader(
                        new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
            System.out.println("listening " + server.port());
            while ("count".equals(commands.readLine())) {
                System.out.println(answered(counts) + " " + journal.status().appended() + " "
                        + counts.visits(VisitClass.COUNTED));
            }
        }
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static long answered(RedirectCounts counts) {
        long answered = 0;
        for (VisitClass visitClass : VisitClass.values()) {
            answered += counts.visits(visitClass);
        }
        return answered;
    }

    private static LinkSnapshot snapshot() {
        List<LinkSnapshot.OwnedHost> hosts = new ArrayList<>();
        for (int shop = 0; shop < SHOPS; shop++) {
            hosts.add(new LinkSnapshot.OwnedHost("shop" + shop + ".example", new ShopId(shop + 1)));
        }
        List<LinkRow> links = new ArrayList<>();
        for (int link = 0; link < LINKS; link++) {
            int giver = link % SHOPS;
            int receiver = (link + 1 + link / SHOPS % (SHOPS - 1)) % SHOPS;
            links.add(new LinkRow(new UUID(1, link), "code" + link,
                    new LinkRow.Pair(new ShopId(giver + 1), new ShopId(receiver + 1)),
                    new LinkRow.TermsInForce(1, List.of()),
                    new LinkRow.Addresses("https://shop" + receiver + ".example/products/" + link, null),
                    LinkState.ACTIVE));
        }
        return new LinkSnapshot(1, links, hosts, List.of(), List.of());
    }
}

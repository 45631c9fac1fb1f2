package centuple;

import centuple.catalogue.CatalogueIndex;
import centuple.catalogue.job.CatalogueRefresher;
import centuple.claim.job.ClaimJob;
import centuple.claim.store.ClaimFollower;
import centuple.claim.store.ClaimPorts;
import centuple.claim.store.ClaimWork;
import centuple.click.Keyring;
import centuple.click.file.KeyFile;
import centuple.click.file.Secrets;
import centuple.click.store.RecordedKeys;
import centuple.commission.job.GroupedIntake;
import centuple.commission.job.HoldJob;
import centuple.commission.store.GroupCommit;
import centuple.commission.store.HoldCommit;
import centuple.commission.store.SqlCommissionStore;
import centuple.connect.FactFormat;
import centuple.connect.UnreadableException;
import centuple.connect.store.Seal;
import centuple.journal.BatchLimit;
import centuple.journal.JournalSettings;
import centuple.journal.file.FileJournal;
import centuple.journal.file.MappedSegmentFiles;
import centuple.journal.job.ClickRetention;
import centuple.journal.job.Shipper;
import centuple.ledger.store.SqlLedgerStore;
import centuple.link.LinkTable;
import centuple.link.LinkTableBuilder;
import centuple.link.PairTable;
import centuple.link.TargetUrl;
import centuple.link.job.LinkTableRefresher;
import centuple.link.store.SqlLinkSource;
import centuple.money.BasisPoints;
import centuple.notify.SigningSecrets;
import centuple.order.KeyringVerifier;
import centuple.order.http.FactReader;
import centuple.order.store.SqlOrderStore;
import centuple.platform.cli.Refusal;
import centuple.platform.json.InvalidJsonException;
import centuple.platform.json.Json;
import centuple.platform.run.Closing;
import centuple.platform.run.Periodic;
import centuple.platform.sql.ControlVersionWatcher;
import centuple.platform.sql.Database;
import centuple.reciprocity.Protection;
import centuple.reciprocity.job.LineJob;
import centuple.reciprocity.store.LineCommit;
import centuple.redirect.UserAgents;
import centuple.redirect.file.CrawlerList;
import centuple.shop.AscendingIds;
import centuple.shop.ExchangeSettings;
import centuple.shop.Terms;
import centuple.shop.key.KeySecret;
import centuple.shop.store.FirstStart;
import centuple.shop.store.SqlEventLog;
import centuple.shop.store.SqlExchange;
import centuple.shop.store.SqlTermsBook;
import centuple.simulation.job.ReplayPath;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import javax.crypto.SecretKey;

/**
 * The parts of one exchange that work without HTTP: keys, links in memory, click journal, order intake and jobs.
 * Everything runs after {@link #open}; {@link #close} ends it in the reverse order. Thread-safe.
 */
final class Exchange implements AutoCloseable {
    /** Event loops; each has a writer of the click journal, and one more is for replay. */
    static final int EVENT_LOOPS = 2;

    private static final Duration CAPS_READ_EVERY = Duration.ofSeconds(20);
    private static final Duration CATALOGUE_READ_EVERY = Duration.ofSeconds(5);

    private static final Duration CLAIMS_LOOKED_AT_EVERY = Duration.ofMinutes(1);
    private static final Duration LINES_DECIDED_EVERY = Duration.ofSeconds(10);
    private static final Duration SHIPPED_WITHIN_MAX = Duration.ofSeconds(1);

    private final Closing closing = new Closing();
    private final Config config;
    private final Database database;
    private final InstantSource clock;
    private final Keyring keyring;
    private final SigningSecrets webhookSecrets;
    private final SecretKey connectionSecrets;
    private final LinkTableRefresher links;
    private final FileJournal journal;
    private final Shipper shipper;
    private final ClickRetention retention;
    private final GroupedIntake intake;
    private final HoldJob hold;
    private final ClaimWork claimWork;
    private final ClaimJob claims;
    private final ControlVersionWatcher watcher;
    private final CatalogueRefresher catalogue;
    private final LineJob lines;

    private final UserAgents userAgents;

    private Exchange(Config config, Database database, InstantSource clock) throws IOException {
        this.config = config;
        this.database = database;
        this.clock = clock;
        SecureRandom random = new SecureRandom();
        this.userAgents = new UserAgents(CrawlerList.load(), random);
        Secrets secrets = RecordedKeys.open(database, new KeyFile(config.keyFile()), clock.instant(), random);
        this.keyring = secrets.keyring();
        this.webhookSecrets = new SigningSecrets(secrets.sealKey(SigningSecrets.PURPOSE));
        this.connectionSecrets = secrets.sealKey(Seal.PURPOSE);
        this.journal = closing.add(openJournal(config, clock));
        this.shipper = closing.add(new Shipper(journal, database, clock, BatchLimit.USUAL));
        this.retention = closing.add(new ClickRetention(journal, database, clock, config.journal().clickRetentionDays(),
                Duration.ofDays(config.journal().retentionDays())));
        Supplier<UUID> ids = new AscendingIds(clock, random);
        ClaimPorts ofClaims = new ClaimPorts(SqlTermsBook::new, SqlOrderStore::new, SqlCommissionStore::new,
                SqlLedgerStore::new, SqlEventLog::new);
        GroupCommit.Ports ports = new GroupCommit.Ports(SqlTermsBook::new, SqlOrderStore::new, SqlLedgerStore::new,
                SqlEventLog::new, provider(), writes -> new ClaimFollower(writes, ids, ofClaims));
        this.intake = closing.add(GroupedIntake.start(new GroupCommit(database, ports, ids)));
        this.hold = closing.add(new HoldJob(new HoldCommit(database, ports, ids), clock));
        this.claimWork = new ClaimWork(ofClaims, ids);
        this.claims = new ClaimJob(database, claimWork);
        PairTable pairs = isProtected() ? new PairTable(0) : new PairTable();
        LinkTableBuilder builder = new LinkTableBuilder(keyring::signingKey, pairs, hostRule());
        this.lines = new LineJob(new LineCommit(database, Protection.STANDARD, journal.node(), SqlEventLog::new), pairs,
                this::awaitShipped);
        this.links = new LinkTableRefresher(
                () -> database.read(connection -> new SqlLinkSource(connection, clock.instant()).load()), builder);
        this.catalogue = new CatalogueRefresher(database);
        this.watcher = closing.add(new ControlVersionWatcher(database.settings(), this::follow));
    }

    /**
     * Writes the settings that the database keeps and, where the operator has no key yet, makes the first one. To be
     * called before {@link #open}.
     *
     * @return the operator's key, to be shown once; empty on every later start
     */
    static Optional<KeySecret> prepare(Config config, Database database, Instant now) {
        return database.inTransaction(connection -> {
            if (!config.market().live() && SqlExchange.isLiveWithBooks(connection)) {
                throw new Refusal(
                        "this exchange is live and has real clicks or orders, so it never takes replayed events:"
                                + " leave exchange.live at true, and give a trial a folder or database of its own");
            }
            SqlExchange.write(connection, settings(config));
            return FirstStart.operatorKey(connection, now, new SecureRandom());
        });
    }

    /** Opens the exchange of these settings on an open, migrated database, and starts its jobs. */
    static Exchange open(Config config, Database database, InstantSource clock) throws IOException {
        Exchange exchange = new Exchange(config, database, clock);
        exchange.readLinks();
        exchange.shipper.start();
        exchange.decideLines();
        exchange.watcher.start();
        exchange.retention.start();
        exchange.hold.start();
        // A cap that fills up changes no version of the control plane, so it is looked at by the clock.
        exchange.closing.add(Periodic.start("cap-check", CAPS_READ_EVERY, exchange.links::refresh));
        exchange.closing.add(Periodic.start("catalogue", CATALOGUE_READ_EVERY, exchange.catalogue::refresh));
        exchange.closing.add(Periodic.start("claims", CLAIMS_LOOKED_AT_EVERY,
                () -> exchange.claims.runOrNote(clock.instant())));
        exchange.closing.add(Periodic.start("lines", LINES_DECIDED_EVERY, exchange::decideLines));
        return exchange;
    }

    /** A trial has no lines: replayed events carry their own time, and who replays decides what is given. */
    private boolean isProtected() {
        return config.market().live();
    }

    /** Pairs have their leases before links lead anywhere; where that fails links are followed all the same. */
    private void follow(long version) {
        decideLines();
        links.accept(version);
    }

    /** A failure is told by health; until the next time the leases of before are counted down. */
    private void decideLines() {
        if (isProtected()) {
            lines.runOrNote(clock.instant());
        }
    }

    private void awaitShipped() {
        try {
            shipper.drain(SHIPPED_WITHIN_MAX);
        } catch (TimeoutException late) {
            throw new IllegalStateException(late.getMessage(), late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while clicks were shipped", interrupted);
        }
    }

    /** Before the first visitor can come: without links every redirect would be refused. */
    private void readLinks() {
        try {
            links.refresh();
        } catch (RuntimeException failure) {
            close();
            throw failure;
        }
    }

    private static ExchangeSettings settings(Config config) {
        Config.Market market = config.market();
        return new ExchangeSettings(market.name(), config.http().publicUrl().toString(), market.live(),
                new Terms.Shares(new BasisPoints(market.feeBps()), new BasisPoints(market.originShareBps())));
    }

    private static FileJournal openJournal(Config config, InstantSource clock) throws IOException {
        Path folder = config.data().resolve("journal");
        JournalSettings settings = JournalSettings.within(EVENT_LOOPS + 1, config.journal().bytesMax(),
                Duration.ofMillis(config.journal().syncMillis()), config.journal().mode() == Config.JournalMode.STRICT);
        return FileJournal.open(folder, settings, new MappedSegmentFiles(), clock);
    }

    /** Which hosts links may lead to at all. */
    TargetUrl.HostRule hostRule() {
        return config.http().loopbackAllowed()
                ? TargetUrl.HostRule.PUBLIC_OR_LOOPBACK
                : TargetUrl.HostRule.PUBLIC;
    }

    Config config() {
        return config;
    }

    Database database() {
        return database;
    }

    InstantSource clock() {
        return clock;
    }

    Keyring keyring() {
        return keyring;
    }

    /** By which shops know our messages. */
    SigningSecrets webhookSecrets() {
        return webhookSecrets;
    }

    /** Under which secrets of shops' platforms are kept. */
    SecretKey connectionSecrets() {
        return connectionSecrets;
    }

    /** Reads facts of orders in our own format. */
    FactFormat factFormat() {
        FactReader reader = new FactReader(tokens());
        return (fact, shop, at) -> {
            try {
                return reader.read(Json.fields(Json.bytes(fact)), shop, at).report();
            } catch (InvalidJsonException wrong) {
                throw new UnreadableException("the order as it was mapped: " + wrong.errors().stream()
                        .map(error -> (error.pointer() + " " + error.detail()).strip())
                        .collect(Collectors.joining("; ")));
            }
        };
    }

    /** The links of this moment. */
    LinkTable links() {
        return links.get();
    }

    /** The products of this moment. */
    CatalogueIndex catalogue() {
        return catalogue.get();
    }

    FileJournal journal() {
        return journal;
    }

    Shipper shipper() {
        return shipper;
    }

    GroupedIntake intake() {
        return intake;
    }

    HoldJob hold() {
        return hold;
    }

    /** The steps of claims. */
    ClaimWork claimWork() {
        return claimWork;
    }

    ClaimJob claims() {
        return claims;
    }

    LineJob lines() {
        return lines;
    }

    ClickRetention retention() {
        return retention;
    }

    ControlVersionWatcher watcher() {
        return watcher;
    }

    /** What replayed events pass through; its writer of the journal is for one replay at a time. */
    ReplayPath replayPath() {
        FactReader reader = new FactReader(tokens());
        return new ReplayPath(() -> database.read(SqlExchange::settings).live(),
                new ReplayPath.Clicks(this::links, this::keyring, userAgents,
                        new JournalSink(journal.writer(EVENT_LOOPS))),
                new ReplayPath.Orders((body, shop, at) -> reader.read(body, shop, at).report(), intake, hold::run));
    }

    /** The name under which shopping agents know this exchange: its host. */
    String provider() {
        return config.http().publicUrl().getHost();
    }

    KeyringVerifier tokens() {
        return new KeyringVerifier(() -> keyring, provider());
    }

    @Override
    public void close() {
        closing.close();
    }
}

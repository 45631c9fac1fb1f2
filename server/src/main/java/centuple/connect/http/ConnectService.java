package centuple.connect.http;

import centuple.connect.FactFormat;
import centuple.connect.Platforms;
import centuple.connect.bigcommerce.BigCommercePlatform;
import centuple.connect.job.AskJob;
import centuple.connect.job.ConnectionBook;
import centuple.connect.job.EventFetch;
import centuple.connect.job.HookInbox;
import centuple.connect.job.HookNotes;
import centuple.connect.job.InboxBooking;
import centuple.connect.job.InboxJob;
import centuple.connect.job.PollJob;
import centuple.connect.magento.MagentoPlatform;
import centuple.connect.net.ApiClient;
import centuple.connect.shopify.ShopifyPlatform;
import centuple.connect.standard.StandardPlatform;
import centuple.connect.store.Seal;
import centuple.connect.stripe.StripePlatform;
import centuple.connect.woocommerce.WooPlatform;
import centuple.order.OrderIntake;
import centuple.platform.http.Route;
import centuple.platform.net.Outbound;
import centuple.platform.run.Closing;
import centuple.platform.run.Periodic;
import centuple.platform.run.Woken;
import centuple.platform.sql.Database;
import centuple.shop.AscendingIds;
import centuple.shop.EventLog;

import java.security.SecureRandom;
import java.sql.Connection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

import javax.crypto.SecretKey;

/** The parts by which shops' platforms report orders, and their routes. Thread-safe. */
public final class ConnectService implements AutoCloseable {
    /** The platforms of this server. */
    public static final Platforms PLATFORMS = new Platforms(Stream.concat(
            Stream.of(
                    new ShopifyPlatform(),
                    new WooPlatform(),
                    new StripePlatform(),
                    new BigCommercePlatform(),
                    new MagentoPlatform()),
            StandardPlatform.all().stream()).toList());

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration POLL_LOOK_EVERY = Duration.ofSeconds(10);
    private static final Duration FORGET_EVERY = Duration.ofHours(6);

    private final Closing closing = new Closing();
    private final Woken mapping;
    private final List<Route> routes = new ArrayList<>();

    private ConnectService(Database database, Books books, World world) {
        Seal seal = new Seal(world.sealKey(), world.random());
        ConnectionBook book = ConnectionBook.of(database, seal);
        book.refresh();
        HookNotes notes = new HookNotes(database);
        ApiClient api = new ApiClient(world.outbound());
        EventFetch fetch = new EventFetch(
                new EventFetch.Parts(database, seal, book, PLATFORMS, api, world.clock()));
        InboxBooking booking = new InboxBooking(new InboxBooking.Parts(database, PLATFORMS, fetch, books.format(),
                books.intake(), books.events(), world.clock()));
        AskJob asks = closing.add(new AskJob(database, booking, world.clock()));
        InboxJob job = new InboxJob(database, booking, asks::wake, world.clock());
        this.mapping = closing.add(Woken.start("inbox", LOOK_EVERY, job::run));
        Supplier<UUID> ids = new AscendingIds(world.clock(), world.random());
        HookInbox inbox = closing.add(new HookInbox(database, mapping::wake));
        PollJob polls = closing.add(new PollJob(
                new PollJob.Parts(database, seal, PLATFORMS, api, ids, mapping::wake, world.clock())));
        closing.add(Periodic.start("order-polls", POLL_LOOK_EVERY, polls::look));
        closing.add(Periodic.start("connections", LOOK_EVERY, () -> {
            book.refresh();
            notes.write(world.clock().instant());
        }));
        closing.add(Periodic.start("forget-inbox", FORGET_EVERY, job::forget));
        routes.addAll(new HookRoutes(PLATFORMS, book, notes, inbox, ids, world.clock()).routes());
        routes.addAll(new ConnectionRoutes(new ConnectDesk(database, PLATFORMS, seal,
                new ConnectDesk.World(world.clock(), world.random(), books.events()),
                new ConnectDesk.Surface(world.publicUrl(), world.loopback()), mapping::wake), book).routes());
    }

    /**
     * Starts it.
     *
     * @param books where what is mapped goes
     */
    public static ConnectService start(Database database, Books books, World world) {
        return new ConnectService(database, books, world);
    }

    /**
     * Where what is mapped goes.
     *
     * @param format reads facts
     * @param intake books them
     * @param events makes the event log of a transaction
     */
    public record Books(FactFormat format, OrderIntake intake, Function<Connection, EventLog> events) {
    }

    /**
     * What is around it.
     *
     * @param outbound asks platforms
     * @param sealKey closes secrets, of {@link Seal#PURPOSE}
     * @param publicUrl how the exchange is reached, without a path
     * @param loopback whether a platform may be on this machine, for tests and trials
     */
    public record World(Outbound outbound, SecretKey sealKey, String publicUrl, boolean loopback,
            InstantSource clock, SecureRandom random) {
    }

    public List<Route> routes() {
        return List.copyOf(routes);
    }

    /** What the mapping of events met last; empty where all is well. */
    public String problem() {
        return mapping.problem();
    }

    @Override
    public void close() {
        closing.close();
    }
}

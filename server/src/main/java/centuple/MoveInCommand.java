package centuple;

import centuple.claim.store.ClaimFollower;
import centuple.claim.store.ClaimPorts;
import centuple.commission.store.GroupCommit;
import centuple.commission.store.Rehearsal;
import centuple.commission.store.SqlCommissionStore;
import centuple.ledger.store.SqlLedgerStore;
import centuple.link.Link;
import centuple.link.LinkRow;
import centuple.link.Linking;
import centuple.link.TargetUrl;
import centuple.link.store.SqlLinks;
import centuple.moving.Mapping;
import centuple.moving.MovedKind;
import centuple.moving.Tally;
import centuple.moving.cli.MoveText;
import centuple.moving.cli.MoveWish;
import centuple.moving.job.ClicksMove;
import centuple.moving.job.LinksMove;
import centuple.moving.job.MoveJob;
import centuple.moving.job.SalesMove;
import centuple.moving.store.SqlMoving;
import centuple.order.OrderRef;
import centuple.order.PresentedToken;
import centuple.order.http.FactReader;
import centuple.order.store.SqlOrderStore;
import centuple.platform.cli.Refusal;
import centuple.platform.http.Caller;
import centuple.platform.sql.Database;
import centuple.shop.AscendingIds;
import centuple.shop.Scope;
import centuple.shop.ShopId;
import centuple.shop.store.SqlEventLog;
import centuple.shop.store.SqlTermsBook;
import centuple.shop.store.StoredKeys;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.io.IOException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Takes in what a shop brings from another program: links, clicks as history, and sales that are still to be paid. */
@Command(name = "move-in", description = "Takes links, clicks or unpaid sales of another program in, from a CSV or"
        + " NDJSON file, for the shop whose key it is given: a giver's links and clicks, a receiver's"
        + " sales.", mixinStandardHelpOptions = true)
final class MoveInCommand extends ConfiguredCommand {
    private static final InstantSource CLOCK = InstantSource.system();

    @Mixin
    private MoveWish wish = new MoveWish();

    @Override
    public Integer call() throws IOException {
        MovedKind kind = wish.kind();
        Mapping mapping = wish.mapping();
        try (Storage storage = Storage.openBeside(config())) {
            Database database = storage.database();
            ShopId shop = shop(database, kind);
            MoveJob.Wish job = new MoveJob.Wish(database, shop, wish.program(), wish.file(), mapping, wish.isDryRun());
            Tally tally = switch (kind) {
                case SALES -> sales(job).run();
                case LINKS -> new LinksMove(job, new LinksMove.Ways(new StoredLinks(), SqlEventLog::new, hosts(),
                        CLOCK, new SecureRandom())).run();
                case CLICKS -> new ClicksMove(job, LocalDate.ofInstant(CLOCK.instant(), ZoneOffset.UTC)).run();
            };
            if (wish.isJson()) {
                out().println(MoveText.json(wish.program(), kind.wire(), wish.isDryRun(), tally));
            } else {
                MoveText.lines(kind.wire(), wish.isDryRun(), tally).forEach(out()::println);
            }
            return tally.refusedCount() == 0 ? 0 : 1;
        }
    }

    /** Whoever sells must pay, so only its own key brings sales; whoever gives brings its own links and clicks. */
    private ShopId shop(Database database, MovedKind kind) throws IOException {
        Scope scope = kind == MovedKind.SALES ? Scope.ORDERS_WRITE : Scope.LINKS_WRITE;
        Caller caller = new StoredKeys(database, CLOCK).find(wish.key())
                .orElseThrow(() -> new Refusal("the key is none of this exchange's, or was revoked"));
        if (caller.isOperator()) {
            throw new Refusal("the operator's key brings nothing in: use a key of the shop "
                    + (kind == MovedKind.SALES ? "that sold, for it has to pay" : "that gives"));
        }
        if (!caller.scopes().contains(scope.wire())) {
            throw new Refusal("the key has not the scope " + scope.wire());
        }
        return new ShopId(caller.account());
    }

    private TargetUrl.HostRule hosts() {
        return config().http().loopbackAllowed()
                ? TargetUrl.HostRule.PUBLIC_OR_LOOPBACK
                : TargetUrl.HostRule.PUBLIC;
    }

    private SalesMove sales(MoveJob.Wish job) {
        // No row carries a token: what another program signed proves nothing here.
        FactReader reader = new FactReader((_, foundIn, _, _) -> new PresentedToken.Refused(foundIn,
                PresentedToken.Reason.MALFORMED));
        Supplier<UUID> ids = new AscendingIds(CLOCK, new SecureRandom());
        ClaimPorts ofClaims = new ClaimPorts(SqlTermsBook::new, SqlOrderStore::new, SqlCommissionStore::new,
                SqlLedgerStore::new, SqlEventLog::new);
        GroupCommit.Ports ports = new GroupCommit.Ports(SqlTermsBook::new, SqlOrderStore::new, SqlLedgerStore::new,
                SqlEventLog::new, config().http().publicUrl().getHost(),
                writes -> new ClaimFollower(writes, ids, ofClaims));
        return new SalesMove(job, new SalesMove.Ways(named(job.database()), wish.isTakingOver(),
                (fact, shop, at) -> reader.read(fact, shop, at).report(),
                (dryRun, comesAgain) -> booking(job.database(), ports, ids, dryRun ? comesAgain : null), CLOCK));
    }

    private static SalesMove.Booking booking(Database database, GroupCommit.Ports ports, Supplier<UUID> ids,
            @Nullable Predicate<OrderRef> rehearsed) {
        if (rehearsed != null) {
            return new Rehearsal(database, ports, ids, rehearsed)::book;
        }
        GroupCommit commit = new GroupCommit(database, ports, ids);
        return reports -> commit.book(reports, (connection, booked) -> new SqlMoving(connection)
                .addSales(SalesMove.brought(reports, booked)));
    }

    private Map<String, ShopId> named(Database database) {
        Map<String, ShopId> shops = new HashMap<>();
        List<String> unknown = new java.util.ArrayList<>();
        wish.partners().forEach((name, text) -> database
                .read(connection -> new SqlMoving(connection).shop(text))
                .ifPresentOrElse(shop -> shops.put(name, shop), () -> unknown.add(text)));
        if (!unknown.isEmpty()) {
            throw new Refusal("--partner: no shop of this exchange is, or has proven the host, "
                    + String.join(", ", unknown.stream().sorted().limit(10).toList()));
        }
        return shops;
    }

    /** The links where the server keeps them. */
    private static final class StoredLinks implements LinksMove.LinkRows {
        @Override
        public Linking.Surroundings around(Connection connection, LinkRow.Pair pair, String code)
                throws SQLException {
            return new SqlLinks(connection).surroundings(pair, code);
        }

        @Override
        public void insert(Connection connection, Link link) throws SQLException {
            new SqlLinks(connection).insert(link);
        }
    }
}

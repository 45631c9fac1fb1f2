package centuple.ledger.http;

import centuple.ledger.Stage;
import centuple.ledger.Transfer;
import centuple.ledger.store.BalanceReader;
import centuple.ledger.store.BalanceReader.Direction;
import centuple.ledger.store.TransferReader;
import centuple.platform.http.Access;
import centuple.platform.http.Answer;
import centuple.platform.http.Page;
import centuple.platform.http.Query;
import centuple.platform.http.Request;
import centuple.platform.http.Route;
import centuple.platform.sql.Database;
import centuple.shop.PublicId;
import centuple.shop.Scope;
import centuple.shop.ShopId;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** A shop's transfers, newest first, and where it stands with each partner. Thread-safe. */
public final class LedgerRoutes {
    private static final String COUNTED = "counted";

    private final Database database;

    public LedgerRoutes(Database database) {
        this.database = database;
    }

    /** The routes. */
    public List<Route> routes() {
        Access access = Access.scope(Scope.LEDGER_READ.wire());
        return List.of(Route.get("/v1/transfers", access, this::transfers),
                Route.get("/v1/balances", access, this::balances));
    }

    private Answer transfers(Request request) {
        Query query = request.query();
        ShopId shop = reader(request, query);
        Page.Wish<UUID> wish = Page.Wish.of(query, text -> PublicId.parse(TransferJson.ID_PREFIX, text));
        query.finish();
        return database.read(connection -> {
            TransferReader reader = new TransferReader(connection);
            List<Transfer> found = reader.page(shop, wish.after(), wish.limit() + 1);
            Set<UUID> withoutProof = reader.withoutProofFor(shop, found);
            return Answer.ok(Page.of(found, wish.limit(), TransferJson::id)
                    .map(transfer -> TransferJson.body(transfer, !withoutProof.contains(transfer.id()))));
        });
    }

    private Answer balances(Request request) {
        Query query = request.query();
        ShopId shop = reader(request, query);
        query.finish();
        List<Map<String, Object>> data = new ArrayList<>();
        database.read(connection -> new BalanceReader(connection).of(shop)).forEach((partner, standing) -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("partner", partner.toString());
            one.put("given", direction(standing.given()));
            one.put("received", direction(standing.received()));
            data.add(one);
        });
        return Answer.ok(Map.of("data", data));
    }

    /** Visits one way, and the money owed for them. */
    private static Map<String, Object> direction(Direction direction) {
        Map<String, Long> filtered = new LinkedHashMap<>(direction.visits());
        Long counted = filtered.remove(COUNTED);
        Map<String, Object> visits = new LinkedHashMap<>();
        visits.put("gross", direction.visits().values().stream().mapToLong(Long::longValue).sum());
        visits.put("filtered", filtered);
        visits.put(COUNTED, counted == null ? 0 : counted);
        List<Map<String, Object>> owed = new ArrayList<>();
        direction.owedMinor().forEach((currency, stages) -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("currency", currency);
            one.put("pending_minor", stages.getOrDefault(Stage.PENDING, 0L));
            one.put("due_minor", stages.getOrDefault(Stage.DUE, 0L));
            one.put("settled_minor", stages.getOrDefault(Stage.SETTLED, 0L));
            one.put("paid_minor", stages.getOrDefault(Stage.PAID, 0L));
            owed.add(one);
        });
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("visits", visits);
        body.put("owed", owed);
        return body;
    }

    private static ShopId reader(Request request, Query query) {
        return new ShopId(query.account(request.caller(), "shop", text -> ShopId.parse(text).map(ShopId::value)));
    }
}

package centuple.moving.job;

import centuple.commission.Booked;
import centuple.moving.MovedField;
import centuple.moving.MovedKind;
import centuple.moving.RefusedRowException;
import centuple.moving.Row;
import centuple.moving.Sale;
import centuple.moving.SaleFact;
import centuple.moving.SaleState;
import centuple.moving.store.SqlMoving;
import centuple.order.OrderFact;
import centuple.order.OrderRef;
import centuple.order.OrderReport;
import centuple.order.Receipt;
import centuple.order.Source;
import centuple.platform.json.FieldError;
import centuple.platform.json.InvalidJsonException;
import centuple.platform.json.Json;
import centuple.platform.json.JsonFields;
import centuple.shop.ShopId;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/** Takes unpaid sales in, as order facts that the shop which has to pay reports. Not thread-safe. */
public final class SalesMove extends MoveJob {
    /** Facts that are committed together. */
    public static final int GROUP_FACTS = 500;
    /** Partners one file may name. */
    public static final int PARTNERS_MAX = 10_000;

    private final Ways ways;
    private final Map<String, Optional<Partner>> partners = new HashMap<>();
    private final List<Waiting> waiting = new ArrayList<>();
    private final Booking booking;
    private long[] references = new long[1024];
    private int referenceCount;
    private Set<Long> again = Set.of();

    /**
     * @param ways what other features do for it
     */
    public SalesMove(Wish wish, Ways ways) {
        super(wish);
        this.ways = ways;
        this.booking = ways.booking().of(wish.dryRun(), this::comesAgain);
    }

    /**
     * What other features do for it.
     *
     * @param named shops that partners of the other program are here, by their names there
     * @param takeOver whether sales from before the terms are entered as placed when those began
     * @param reader reads a fact in the format shops report in
     */
    public record Ways(Map<String, ShopId> named, boolean takeOver, FactPort reader, BookingPort booking,
            InstantSource clock) {
    }

    /** Reads a fact, or throws {@link InvalidJsonException}. */
    public interface FactPort {
        OrderReport read(JsonFields fact, ShopId receiver, Instant arrivedAt);
    }

    /** Books facts, or says what booking them would do. */
    public interface BookingPort {
        /**
         * @param comesAgain whether more than one fact of an order will come
         */
        Booking of(boolean dryRun, Predicate<OrderRef> comesAgain);
    }

    /** Books a group of facts. */
    public interface Booking {
        Booked book(List<OrderReport> reports);
    }

    /** The orders of these reports that were not known before, or whose sale was not. */
    public static List<UUID> brought(List<OrderReport> reports, Booked booked) {
        List<UUID> orders = new ArrayList<>();
        for (int i = 0; i < reports.size(); i++) {
            if (reports.get(i).fact() instanceof OrderFact.Snapshot
                    && booked.receipts().get(i) instanceof Receipt.Taken taken && !taken.isRepeated()) {
                orders.add(taken.orderId());
            }
        }
        return orders;
    }

    private record Partner(ShopId shop, Instant termsSince) {
    }

    private record Waiting(Sale sale, ShopId giver, boolean takenOver, OrderReport report) {
    }

    @Override
    MovedKind kind() {
        return MovedKind.SALES;
    }

    @Override
    void look(Row row) {
        try {
            row.check();
            String order = row.text(MovedField.REFERENCE);
            String name = order.isEmpty() ? row.text(MovedField.ID) : order;
            if (referenceCount == references.length) {
                references = Arrays.copyOf(references, 2 * references.length);
            }
            references[referenceCount++] = digest(name);
        } catch (RefusedRowException told) {
            // Refused, and told, when it is its turn.
            return;
        }
    }

    /** Names that come up again; two names of one digest are only remembered without need. */
    private static long digest(String name) {
        long digest = 0xcbf29ce484222325L;
        for (int i = 0; i < name.length(); i++) {
            digest = (digest ^ name.charAt(i)) * 0x100000001b3L;
        }
        return digest;
    }

    private boolean comesAgain(OrderRef order) {
        return again.contains(digest(order.reference()));
    }

    private void findRepeated() {
        Arrays.sort(references, 0, referenceCount);
        Set<Long> repeated = new HashSet<>();
        for (int i = 1; i < referenceCount; i++) {
            if (references[i] == references[i - 1]) {
                repeated.add(references[i]);
            }
        }
        again = repeated;
        references = new long[0];
    }

    @Override
    void take(Row row) throws RefusedRowException {
        if (references.length > 0) {
            findRepeated();
        }
        if (!Sale.isSale(row, wish().mapping())) {
            tally().passOver("not_a_sale");
            return;
        }
        Sale sale = Sale.read(row, wish().mapping());
        if (sale.state() != SaleState.UNPAID) {
            tally().passOver(sale.state() == SaleState.PAID ? "paid_there" : "not_owed");
            return;
        }
        Partner partner = partner(sale.partner());
        boolean before = !sale.isRefund() && sale.placedAt().isBefore(partner.termsSince());
        if (before && !ways.takeOver()) {
            throw new RefusedRowException(MovedField.PLACED_AT.wire(), "is before this partner accepted your terms on "
                    + partner.termsSince() + ": with --old-sales take-over those terms pay for it");
        }
        Instant placedAt = before ? partner.termsSince() : sale.placedAt();
        waiting.add(new Waiting(sale, partner.shop(), before, read(sale, partner.shop(), placedAt)));
        if (waiting.size() >= GROUP_FACTS) {
            finish();
        }
    }

    private OrderReport read(Sale sale, ShopId giver, Instant placedAt) throws RefusedRowException {
        try {
            byte[] fact = Json.bytes(SaleFact.of(sale, giver, placedAt));
            return ways.reader().read(Json.fields(fact), wish().shop(), ways.clock().instant())
                    .from(Source.MOVED_IN);
        } catch (InvalidJsonException invalid) {
            FieldError error = invalid.errors().getFirst();
            throw new RefusedRowException(error.pointer().replaceFirst("^/", ""), error.detail());
        }
    }

    private Partner partner(String name) throws RefusedRowException {
        if (!partners.containsKey(name) && partners.size() >= PARTNERS_MAX) {
            throw new RefusedRowException(MovedField.PARTNER.wire(),
                    "is one more than the " + PARTNERS_MAX + " partners a file may name");
        }
        Optional<ShopId> shop = Optional.ofNullable(ways.named().get(name)).or(() -> direct(name));
        if (shop.isEmpty()) {
            throw new RefusedRowException(MovedField.PARTNER.wire(),
                    "is no shop of this exchange: say which one with --partner NAME=SHOP");
        }
        if (shop.get().equals(wish().shop())) {
            throw new RefusedRowException(MovedField.PARTNER.wire(), "is yourself");
        }
        return partners.computeIfAbsent(name, _ -> partner(shop.get()))
                .orElseThrow(() -> new RefusedRowException(MovedField.PARTNER.wire(),
                        "is a shop that has accepted no terms of yours, or is your partner no more"));
    }

    private final Map<String, Optional<ShopId>> direct = new HashMap<>();

    /** Where the file itself names shops of the exchange. */
    private Optional<ShopId> direct(String name) {
        if (direct.size() > PARTNERS_MAX) {
            direct.clear();
        }
        return direct.computeIfAbsent(name,
                _ -> wish().database().read(connection -> new SqlMoving(connection).shop(name)));
    }

    private Optional<Partner> partner(ShopId shop) {
        return wish().database().read(connection -> new SqlMoving(connection).termsSince(wish().shop(), shop))
                .map(since -> new Partner(shop, since));
    }

    @Override
    void finish() {
        if (waiting.isEmpty()) {
            return;
        }
        Booked booked = booking.book(waiting.stream().map(Waiting::report).toList());
        for (int i = 0; i < waiting.size(); i++) {
            tell(waiting.get(i), booked.receipts().get(i));
        }
        booked.transfers().forEach(tally()::book);
        waiting.clear();
    }

    private void tell(Waiting one, Receipt receipt) {
        Sale sale = one.sale();
        switch (receipt) {
            case Receipt.Taken taken when taken.isRepeated() -> tally().known();
            case Receipt.Taken taken -> {
                tally().enter(sale, one.giver(), one.takenOver());
                String reason = taken.standing().reason();
                if (reason != null && !sale.isRefund()) {
                    tally().nobody(reason);
                }
            }
            case Receipt.Conflict _ -> tally().refuse(sale.line(), new RefusedRowException(MovedField.REFERENCE.wire(),
                    "is an order that was reported otherwise before, by your shop or by another row; that stays"));
            case Receipt.OtherSource(var _, Source teller) -> tally().refuse(sale.line(),
                    new RefusedRowException(MovedField.REFERENCE.wire(), "is an order that your shop reports itself ("
                            + teller.name() + "): what is reported live is not moved in"));
            case Receipt.TooManyFacts _ -> tally().refuse(sale.line(),
                    new RefusedRowException(MovedField.REFERENCE.wire(), "is an order with too many facts"));
            case Receipt.NotTaken _ -> throw new IllegalStateException("a committed group answers for every fact");
        }
    }
}

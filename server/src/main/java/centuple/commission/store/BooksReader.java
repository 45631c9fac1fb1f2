package centuple.commission.store;

import centuple.attribution.UnattributedReason;
import centuple.commission.Basis;
import centuple.commission.CapShare;
import centuple.commission.Commission;
import centuple.commission.Commission.Booked;
import centuple.commission.Credit;
import centuple.commission.OrderBooks;
import centuple.commission.Outcome;
import centuple.commission.StageAmounts;
import centuple.ledger.Proof;
import centuple.money.Currency;
import centuple.platform.sql.Row;
import centuple.platform.sql.Sql;
import centuple.shop.ShopId;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** Reads the books of orders, however many, with three statements. Not thread-safe. */
final class BooksReader {
    private static final String BOOKINGS = """
            select b.* from booking b join commission c on c.id = b.commission_id where c.order_id = any (?)""";

    private static final String COMMISSIONS = "select * from commission where order_id = any (?) order by id";

    private static final String BOOKS = "select * from order_books where order_id = any (?)";

    private final Connection connection;

    BooksReader(Connection connection) {
        this.connection = connection;
    }

    /** The books of these orders; an order not decided on yet is not among them. */
    Map<UUID, OrderBooks> read(Collection<UUID> orderIds) throws SQLException {
        if (orderIds.isEmpty()) {
            return Map.of();
        }
        Object ids = orderIds.toArray(UUID[]::new);
        Map<UUID, SortedMap<Credit, Booked>> credits = new HashMap<>();
        Sql.list(connection, BOOKINGS, row -> credits.computeIfAbsent(row.uuid("commission_id"), id -> new TreeMap<>())
                .put(new Credit(row.integer("line"), shop(row, "creditor")), booked(row)), ids);
        Map<UUID, List<Commission>> commissions = new HashMap<>();
        Sql.list(connection, COMMISSIONS,
                row -> commissions.computeIfAbsent(row.uuid("order_id"), id -> new ArrayList<>())
                        .add(commission(row, credits.getOrDefault(row.uuid("id"), new TreeMap<>()))),
                ids);
        Map<UUID, OrderBooks> books = new LinkedHashMap<>();
        for (OrderBooks one : Sql.list(connection, BOOKS,
                row -> books(row, commissions.getOrDefault(row.uuid("order_id"), List.of())), ids)) {
            books.put(one.orderId(), one);
        }
        return books;
    }

    private static Booked booked(Row row) throws SQLException {
        return new Booked(row.uuid("first_transfer"), new StageAmounts(row.bigint("pending_minor"),
                row.bigint("due_minor"), row.bigint("settled_minor"), row.bigint("given_back_minor")));
    }

    private static Commission commission(Row row, SortedMap<Credit, Booked> credits) throws SQLException {
        return new Commission(row.uuid("id"), basis(row), row.instant("hold_until"), capShare(row),
                LinesJson.read(row.text("lines")), credits);
    }

    private static Basis basis(Row row) throws SQLException {
        return new Basis(shop(row, "giver"), row.integer("terms_version"),
                Proof.of(row.text("proof"), row.text("proof_value")), new Currency(row.text("currency")));
    }

    private static @Nullable CapShare capShare(Row row) throws SQLException {
        if (row.textOrNull("cap_month") == null) {
            return null;
        }
        LocalDate month = row.date("cap_month");
        return new CapShare(YearMonth.from(month), row.bigint("cap_highest_target_minor"),
                row.bigint("cap_allowed_minor"));
    }

    private static OrderBooks books(Row row, List<Commission> commissions) throws SQLException {
        return new OrderBooks(row.uuid("order_id"), shop(row, "receiver"), Arrays.asList(row.texts("line_references")),
                commissions, outcome(row));
    }

    private static Outcome outcome(Row row) throws SQLException {
        String reason = row.textOrNull("unattributed_reason");
        return new Outcome(row.integerOrNull("giver") == null ? null : basis(row),
                reason == null ? null : UnattributedReason.valueOf(reason), row.instantOrNull("final_at"),
                row.textOrNull("click_used"),
                Arrays.stream(row.texts("flags")).map(Outcome.Flag::valueOf).collect(Collectors.toSet()),
                OutcomeJson.readAttempts(row.text("attempts")), OutcomeJson.readRefusals(row.text("refusals")));
    }

    private static ShopId shop(Row row, String column) throws SQLException {
        return new ShopId(row.integer(column));
    }
}

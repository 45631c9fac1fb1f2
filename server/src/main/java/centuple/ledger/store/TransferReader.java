package centuple.ledger.store;

import centuple.ledger.Cause;
import centuple.ledger.Proof;
import centuple.ledger.Transfer;
import centuple.platform.sql.Sql;
import centuple.shop.ShopId;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** Reads the books from one open transaction. Not thread-safe. */
public final class TransferReader {
    private static final UUID NEWEST = new UUID(-1, -1);

    private static final String PAGE = """
            select * from (
                (select * from transfer where debtor = ? and id < ? order by id desc limit ?)
                union all
                (select * from transfer where creditor = ? and id < ? order by id desc limit ?)) mine
            order by id desc limit ?""";

    private static final String SEEN = """
            select distinct order_id, proof, proof_value from commission
            where order_id = any (?) and (receiver = ? or giver = ?)""";

    private final Connection connection;

    public TransferReader(Connection connection) {
        this.connection = connection;
    }

    /** Hands over every transfer, oldest id first, without holding them all in memory. */
    public void forEach(Consumer<Transfer> each) throws SQLException {
        Sql.each(connection, "select * from transfer order by id", TransferRow::read, each);
    }

    /**
     * Transfers of debts that a shop owes or is owed, newest first.
     *
     * @param before the id of the last one seen; empty for the newest
     * @param countMax how many at most
     */
    public List<Transfer> page(ShopId shop, Optional<UUID> before, int countMax) throws SQLException {
        UUID end = before.orElse(NEWEST);
        return Sql.list(connection, PAGE, TransferRow::read, shop.value(), end, countMax, shop.value(), end, countMax,
                countMax);
    }

    /**
     * Those of these transfers whose click or coupon the shop does not know from its own side: it is the first shop of
     * a chain, and the visitor came by the last one's.
     */
    public Set<UUID> withoutProofFor(ShopId shop, List<Transfer> transfers) throws SQLException {
        Map<UUID, Sale> sales = new HashMap<>();
        for (Transfer transfer : transfers) {
            if (transfer.cause() instanceof Cause.Commission cause) {
                sales.put(transfer.id(), new Sale(cause.orderId(), cause.proof()));
            }
        }
        if (sales.isEmpty()) {
            return Set.of();
        }
        Set<Sale> seen = Set.copyOf(Sql.list(connection, SEEN,
                row -> new Sale(row.uuid("order_id"), Proof.of(row.text("proof"), row.text("proof_value"))),
                sales.values().stream().map(Sale::orderId).distinct().toArray(UUID[]::new), shop.value(),
                shop.value()));
        sales.values().removeAll(seen);
        return Set.copyOf(sales.keySet());
    }

    private record Sale(UUID orderId, Proof proof) {
    }
}

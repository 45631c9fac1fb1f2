package centuple.ledger.store;

import centuple.ledger.Transfer;
import centuple.platform.sql.Sql;
import centuple.shop.ShopId;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
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
}

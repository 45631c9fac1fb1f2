package centuple.ledger.store;

import centuple.ledger.Transfer;
import centuple.platform.sql.Sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;

/** Reads the books from one open transaction. Not thread-safe. */
public final class TransferReader {
    private final Connection connection;

    public TransferReader(Connection connection) {
        this.connection = connection;
    }

    /** Hands over every transfer, oldest id first, without holding them all in memory. */
    public void forEach(Consumer<Transfer> each) throws SQLException {
        Sql.each(connection, "select * from transfer order by id", TransferRow::read, each);
    }
}

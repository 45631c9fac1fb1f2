package centuple.ledger.file;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.ledger.Cause;
import centuple.ledger.Move;
import centuple.ledger.PlainTextBooks;
import centuple.ledger.Proof;
import centuple.ledger.Transfer;
import centuple.ledger.store.SqlLedgerStore;
import centuple.money.Currency;
import centuple.shop.ShopId;
import centuple.testkit.TestDatabase;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

class BooksFileTest {
    private static final Transfer TRANSFER = new Transfer(new UUID(7, 1), Instant.parse("2026-11-23T10:00:00Z"),
            new Transfer.Pair(new ShopId(0x0a), new ShopId(0x0b), new Currency("EUR")), Move.BOOK, 1_234,
            new Cause.Commission(new UUID(9, 9), 0, 1, new Proof.Coupon("-SPRING")));

    @Test
    void csvCarriesNoFormula() {
        try (TestDatabase db = TestDatabase.fresh()) {
            String csv = written(db, target -> BooksFile.writeCsv(target.connection(), target.writer()));
            assertThat(csv.lines()).hasSize(2);
            assertThat(csv).contains(
                    ",shop_0000000a,shop_0000000b,EUR,accrued,pending,1234,12.34,commission,", ",coupon,'-SPRING");
        }
    }

    @Test
    void aFormulaIsMadeText() {
        for (String evil : List.of("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1")) {
            assertThat(BooksFile.harmless(evil)).isEqualTo("'" + evil);
        }
        assertThat(BooksFile.harmless("SPRING=10")).isEqualTo("SPRING=10");
        assertThat(BooksFile.harmless("")).isEmpty();
    }

    @Test
    void plainTextHasEveryTransferOnce() {
        try (TestDatabase db = TestDatabase.fresh()) {
            String text = written(db,
                    target -> BooksFile.write(PlainTextBooks.BEANCOUNT, target.connection(), target.writer()));
            assertThat(text).containsOnlyOnce("Assets:From-0000000a:To-0000000b:Pending  12.34 EUR")
                    .contains("1970-01-01 open Income:From-0000000a:To-0000000b:Accrued");
        }
    }

    private static String written(TestDatabase db, Work work) {
        db.database().inTransaction(connection -> {
            new SqlLedgerStore(connection).append(List.of(TRANSFER));
            return 0;
        });
        return db.database().read(connection -> {
            StringWriter writer = new StringWriter();
            try {
                work.on(new Target(connection, writer));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
            return writer.toString();
        });
    }

    private record Target(java.sql.Connection connection, StringWriter writer) {
    }

    private interface Work {
        void on(Target target) throws java.sql.SQLException, IOException;
    }
}

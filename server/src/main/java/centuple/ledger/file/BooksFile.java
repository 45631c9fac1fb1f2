package centuple.ledger.file;

import centuple.ledger.Account;
import centuple.ledger.Cause;
import centuple.ledger.PlainTextBooks;
import centuple.ledger.Stage;
import centuple.ledger.Transfer;
import centuple.ledger.store.TransferReader;
import centuple.money.Currency;
import centuple.platform.sql.Sql;
import centuple.shop.PublicId;
import centuple.shop.ShopId;
import de.siegmar.fastcsv.writer.CsvWriter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes the transfers of one open transaction, however many, without holding them. Stateless. */
public final class BooksFile {
    private static final String ACCOUNTS = "select distinct debtor, creditor, currency, stage from entry";
    private static final List<String> CSV_HEADER = List.of("id", "at", "debtor", "creditor", "currency", "from", "to",
            "amount_minor", "amount", "cause", "cause_id", "line", "terms_version", "proof", "proof_value");

    private BooksFile() {
    }

    /** For plain text accounting. */
    public static void write(PlainTextBooks dialect, Connection connection, Writer target)
            throws SQLException, IOException {
        List<Account> accounts = Sql.list(connection, ACCOUNTS,
                row -> new Account(new ShopId(row.integer("debtor")), new ShopId(row.integer("creditor")),
                        new Currency(row.text("currency")), Stage.valueOf(row.text("stage"))));
        dialect.writeHeader(accounts, target);
        forEach(connection, transfer -> dialect.writeTransfer(transfer, target));
    }

    /** For a spreadsheet: RFC 4180, a header, and no cell that a spreadsheet would take for a formula. */
    public static void writeCsv(Connection connection, Writer target) throws SQLException, IOException {
        CsvWriter csv = CsvWriter.builder().build(target);
        csv.writeRecord(CSV_HEADER);
        forEach(connection, transfer -> csv.writeRecord(record(transfer)));
        csv.flush();
    }

    private static List<String> record(Transfer transfer) {
        List<String> cells = new ArrayList<>();
        Currency currency = transfer.pair().currency();
        cells.add(PublicId.of("trf_", transfer.id()));
        cells.add(transfer.at().toString());
        cells.add(transfer.pair().debtor().toString());
        cells.add(transfer.pair().creditor().toString());
        cells.add(currency.code());
        cells.add(wire(transfer.move().from().name()));
        cells.add(wire(transfer.move().to().name()));
        cells.add(Long.toString(transfer.amountMinor()));
        cells.add(BigDecimal.valueOf(transfer.amountMinor(), currency.exponent()).toPlainString());
        cells.addAll(switch (transfer.cause()) {
            case Cause.Commission(var orderId, int line, int termsVersion, var proof) ->
                List.of("commission", PublicId.of("ord_", orderId), Integer.toString(line),
                        Integer.toString(termsVersion), wire(proof.kind()), proof.value());
            case Cause.Fee(var id) -> List.of("fee", PublicId.of("trf_", id), "", "", "", "");
            case Cause.SetOff(var id) -> List.of("set_off", PublicId.of("clr_", id), "", "", "", "");
            case Cause.Payment(var id) -> List.of("payment", PublicId.of("stl_", id), "", "", "", "");
            case Cause.Claim(var id) -> List.of("claim", PublicId.of("clm_", id), "", "", "", "");
        });
        return cells.stream().map(BooksFile::harmless).toList();
    }

    /** As the API writes it. */
    private static String wire(String constant) {
        return constant.toLowerCase(Locale.ROOT);
    }

    /** A cell that begins like a formula gets an apostrophe, which spreadsheets show as text and do not run. */
    static String harmless(String cell) {
        return !cell.isEmpty() && "=+-@\t\r\n".indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }

    private static void forEach(Connection connection, Writing writing) throws SQLException, IOException {
        try {
            new TransferReader(connection).forEach(transfer -> {
                try {
                    writing.write(transfer);
                } catch (IOException failure) {
                    throw new UncheckedIOException(failure);
                }
            });
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        }
    }

    private interface Writing {
        void write(Transfer transfer) throws IOException;
    }
}

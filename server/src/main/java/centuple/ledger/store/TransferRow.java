package centuple.ledger.store;

import centuple.ledger.Cause;
import centuple.ledger.Move;
import centuple.ledger.Proof;
import centuple.ledger.Stage;
import centuple.ledger.Transfer;
import centuple.money.Currency;
import centuple.platform.sql.Row;
import centuple.shop.ShopId;
import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.util.UUID;

/**
 * A transfer with its cause spread over columns.
 *
 * @param causeId what the cause names
 * @param line of a commission, else null; and so the three after it
 */
record TransferRow(Transfer transfer, String cause, UUID causeId, @Nullable Integer line,
        @Nullable Integer termsVersion, @Nullable String proof, @Nullable String proofValue) {

    static TransferRow of(Transfer transfer) {
        return switch (transfer.cause()) {
            case Cause.Commission(UUID orderId, int line, int termsVersion, Proof proof) ->
                new TransferRow(transfer, "COMMISSION", orderId, line, termsVersion, proof.kind(),
                        proof.value());
            case Cause.Fee(UUID transferId) -> without(transfer, "FEE", transferId);
            case Cause.SetOff(UUID clearingId) -> without(transfer, "SET_OFF", clearingId);
            case Cause.Payment(UUID statementId) -> without(transfer, "PAYMENT", statementId);
            case Cause.Claim(UUID claimId) -> without(transfer, "CLAIM", claimId);
        };
    }

    static Transfer read(Row row) throws SQLException {
        Transfer.Pair pair = new Transfer.Pair(new ShopId(row.integer("debtor")), new ShopId(row.integer("creditor")),
                new Currency(row.text("currency")));
        return new Transfer(row.uuid("id"), row.instant("at"), pair,
                Move.between(Stage.valueOf(row.text("from_stage")), Stage.valueOf(row.text("to_stage"))),
                row.bigint("amount_minor"), cause(row));
    }

    private static Cause cause(Row row) throws SQLException {
        UUID id = row.uuid("cause_id");
        return switch (row.text("cause")) {
            case "COMMISSION" -> new Cause.Commission(id, row.integer("line"), row.integer("terms_version"),
                    Proof.of(row.text("proof"), row.text("proof_value")));
            case "FEE" -> new Cause.Fee(id);
            case "SET_OFF" -> new Cause.SetOff(id);
            case "PAYMENT" -> new Cause.Payment(id);
            case "CLAIM" -> new Cause.Claim(id);
            default -> throw new SQLException("no transfer has the cause " + row.text("cause"));
        };
    }

    private static TransferRow without(Transfer transfer, String cause, UUID causeId) {
        return new TransferRow(transfer, cause, causeId, null, null, null, null);
    }
}

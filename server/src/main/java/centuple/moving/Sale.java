package centuple.moving;

import centuple.money.Currency;
import centuple.order.OrderRef;

import java.time.Instant;
import java.util.Locale;

/**
 * A sale, or what was given back of one, as another program recorded it.
 *
 * @param line of the file
 * @param state where it stood with the partner
 * @param reference the shop's name for the order
 * @param id the other program's name for the row; empty where it has none
 * @param partner the other program's name for who sent the customer
 * @param amountMinor the goods without tax and shipping; below zero it is a refund
 * @param placedAt when the customer ordered
 * @param category as our terms name it; empty where there is none
 */
public record Sale(long line, SaleState state, String reference, String id, String partner, Currency currency,
        long amountMinor, Instant placedAt, String category) {
    private static final String NAMES = "1 to 64 of A-Z a-z 0-9 . _ : # / -";

    /** Whether something was given back. */
    public boolean isRefund() {
        return amountMinor < 0;
    }

    /** Whether a row is of the kind that a mapping takes for a sale. */
    public static boolean isSale(Row row, Mapping mapping) throws RefusedRowException {
        return mapping.types().isEmpty()
                || mapping.types().contains(row.text(MovedField.TYPE).toLowerCase(Locale.ROOT));
    }

    /**
     * Reads a row.
     *
     * @throws RefusedRowException naming the first field that is wrong
     */
    public static Sale read(Row row, Mapping mapping) throws RefusedRowException {
        String word = row.needed(MovedField.STATUS).toLowerCase(Locale.ROOT);
        SaleState state = mapping.states().get(word);
        if (state == null) {
            throw RefusedRowException.of(MovedField.STATUS,
                    "is none of the words that are mapped: say what it means with --unpaid, --paid or --not-owed");
        }
        Currency currency = Currency.find(row.needed(MovedField.CURRENCY)).orElseThrow(
                () -> RefusedRowException.of(MovedField.CURRENCY, "is no currency of ISO 4217"));
        long amountMinor = Amounts.minor(row.needed(MovedField.AMOUNT), mapping.amounts(), currency);
        if (amountMinor == 0) {
            throw RefusedRowException.of(MovedField.AMOUNT, "is zero");
        }
        String id = name(row, MovedField.ID);
        String order = name(row, MovedField.REFERENCE);
        if (order.isEmpty() && id.isEmpty()) {
            throw RefusedRowException.of(MovedField.REFERENCE, "is empty, and the row has no id either");
        }
        if (order.isEmpty() && amountMinor < 0) {
            throw RefusedRowException.of(MovedField.REFERENCE,
                    "is empty, so nobody knows of which order the refund is");
        }
        return new Sale(row.line(), state, order.isEmpty() ? id : order, id, row.needed(MovedField.PARTNER), currency,
                amountMinor, Times.read(MovedField.PLACED_AT, row.needed(MovedField.PLACED_AT), mapping.zone()),
                name(row, MovedField.CATEGORY));
    }

    private static String name(Row row, MovedField field) throws RefusedRowException {
        String text = row.text(field);
        if (!text.isEmpty() && !OrderRef.REFERENCE.matcher(text).matches()) {
            throw RefusedRowException.of(field, "is not " + NAMES);
        }
        return text;
    }
}

package centuple.ledger;

import centuple.money.Currency;

import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Iterator;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The books as plain text accounting, so that three independent programs can add them up: hledger, ledger and
 * beancount. Every transfer is one transaction of two postings; every account and currency is declared, so that the
 * programs' strict checks hold. Stateless.
 */
public enum PlainTextBooks {
    HLEDGER, LEDGER, BEANCOUNT;

    /**
     * Writes the books.
     *
     * @param accounts every account that the transfers touch
     * @param transfers in the order they were written
     * @throws IOException when the target cannot be written
     */
    public void write(Collection<Account> accounts, Iterator<Transfer> transfers, Appendable target)
            throws IOException {
        writeHeader(accounts, target);
        while (transfers.hasNext()) {
            writeTransfer(transfers.next(), target);
        }
    }

    /** The account's name, the same in all three: who owes, to whom, at which stage. */
    public static String name(Account account) {
        String root = account.stage() == Stage.ACCRUED ? "Income" : "Assets";
        String stage = account.stage().name().charAt(0) + account.stage().name().substring(1).toLowerCase(Locale.ROOT);
        return root + ":From-" + part(account.debtor().toString()) + ":To-" + part(account.creditor().toString()) + ":"
                + stage;
    }

    private static String part(String shopId) {
        return shopId.substring(shopId.indexOf('_') + 1);
    }

    /** Declares what the transfers after it use. */
    public void writeHeader(Collection<Account> accounts, Appendable target) throws IOException {
        target.append("; Centuple: the books of one exchange. Income is what was accrued, Assets where it stands.\n");
        TreeSet<String> currencies = accounts.stream().map(account -> account.currency().code())
                .collect(Collectors.toCollection(TreeSet::new));
        TreeSet<String> names = accounts.stream().map(PlainTextBooks::name)
                .collect(Collectors.toCollection(TreeSet::new));
        if (this == BEANCOUNT) {
            for (String name : names) {
                target.append("1970-01-01 open ").append(name).append('\n');
            }
        } else {
            for (String code : currencies) {
                target.append("commodity ").append(code).append("\n    format ").append(sample(code)).append('\n');
            }
            for (String name : names) {
                target.append("account ").append(name).append('\n');
            }
        }
        target.append('\n');
    }

    /** hledger reads a format only with its decimal point, also where no decimals follow. */
    private String sample(String code) {
        String sample = new Currency(code).format(100_000);
        return this == HLEDGER && !sample.contains(".") ? sample.replace(" ", ". ") : sample;
    }

    /** One transfer as one transaction of two postings. */
    public void writeTransfer(Transfer transfer, Appendable target) throws IOException {
        String date = LocalDate.ofInstant(transfer.at(), ZoneOffset.UTC).toString();
        String text = describe(transfer.cause());
        if (this == BEANCOUNT) {
            target.append(date).append(" * \"").append(text).append("\" \"").append(transfer.id().toString())
                    .append("\"\n");
        } else {
            target.append(date).append(" * ").append(text).append("  ; ").append(transfer.id().toString()).append('\n');
        }
        posting(transfer.to(), transfer.amountMinor(), target);
        posting(transfer.from(), -transfer.amountMinor(), target);
        target.append('\n');
    }

    private static void posting(Account account, long amountMinor, Appendable target) throws IOException {
        target.append("    ").append(name(account)).append("  ").append(account.currency().format(amountMinor))
                .append('\n');
    }

    private static String describe(Cause cause) {
        return switch (cause) {
            case Cause.Commission commission ->
                "commission on line " + commission.line() + " of order " + commission.orderId();
            case Cause.Fee fee -> "fee of transfer " + fee.transferId();
            case Cause.SetOff setOff -> "set off in clearing " + setOff.clearingId();
            case Cause.Payment payment -> "payment of statement " + payment.statementId();
            case Cause.Claim claim -> "claim " + claim.claimId();
        };
    }
}

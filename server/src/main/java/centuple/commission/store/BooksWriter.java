package centuple.commission.store;

import centuple.attribution.AttributionResult.Refusal;
import centuple.commission.Basis;
import centuple.commission.Commission;
import centuple.commission.Commission.Booked;
import centuple.commission.Credit;
import centuple.commission.OrderBooks;
import centuple.commission.Outcome;
import centuple.platform.sql.RowColumns;
import centuple.platform.sql.Writes;
import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes the books of orders, however many, with one statement for each table. Not thread-safe. */
final class BooksWriter {
    /** Between the parts of a list in one text: an array of arrays would be taken apart by unnest. */
    private static final String SEPARATOR = "\n";

    private static final String BOOKS = """
            insert into order_books as b (order_id, receiver, line_references, giver, terms_version, proof, proof_value,
                currency, unattributed_reason, final_at, click_used, flags, attempts, refusals)
            select order_id, receiver, string_to_array(line_references, E'\\n'), giver, terms_version, proof,
                proof_value,
                currency, unattributed_reason, final_at, click_used, string_to_array(flags, E'\\n'), attempts::jsonb,
                refusals::jsonb
            from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) as row (order_id, receiver, line_references, giver,
                terms_version, proof, proof_value, currency, unattributed_reason, final_at, click_used, flags, attempts,
                refusals)
            on conflict (order_id) do update set line_references = excluded.line_references, giver = excluded.giver,
                terms_version = excluded.terms_version, proof = excluded.proof, proof_value = excluded.proof_value,
                currency = excluded.currency, unattributed_reason = excluded.unattributed_reason,
                final_at = excluded.final_at, click_used = excluded.click_used, flags = excluded.flags,
                attempts = excluded.attempts, refusals = excluded.refusals""";

    private static final String REFUSALS = """
            insert into order_refusal (giver, order_id) select * from unnest(?, ?) on conflict do nothing""";

    private static final String COMMISSIONS = """
            insert into commission as c (id, order_id, receiver, giver, terms_version, proof, proof_value, currency,
                hold_until, cap_month, cap_highest_target_minor, cap_allowed_minor, state, booked_minor, lines)
            select id, order_id, receiver, giver, terms_version, proof, proof_value, currency, hold_until,
                cap_month::date, cap_highest_target_minor, cap_allowed_minor, state, booked_minor, lines::jsonb
            from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) as row (id, order_id, receiver, giver,
                terms_version, proof, proof_value, currency, hold_until, cap_month, cap_highest_target_minor,
                cap_allowed_minor, state, booked_minor, lines)
            on conflict (id) do update set hold_until = excluded.hold_until, cap_month = excluded.cap_month,
                cap_highest_target_minor = excluded.cap_highest_target_minor,
                cap_allowed_minor = excluded.cap_allowed_minor, state = excluded.state,
                booked_minor = excluded.booked_minor, lines = excluded.lines""";

    private static final String BOOKINGS = """
            insert into booking as b (commission_id, line, creditor, is_origin, first_transfer, pending_minor,
                due_minor,
                settled_minor, given_back_minor)
            select commission_id, line, creditor, is_origin <> 0, first_transfer, pending_minor, due_minor,
                settled_minor,
                given_back_minor
            from unnest(?, ?, ?, ?, ?, ?, ?, ?, ?) as row (commission_id, line, creditor, is_origin, first_transfer,
                pending_minor, due_minor, settled_minor, given_back_minor)
            on conflict (commission_id, line, creditor) do update set pending_minor = excluded.pending_minor,
                due_minor = excluded.due_minor, settled_minor = excluded.settled_minor,
                given_back_minor = excluded.given_back_minor""";

    private final Writes writes;

    BooksWriter(Writes writes) {
        this.writes = writes;
    }

    /** Writes what differs between the books as they were, by order, and as they are. */
    void write(Map<UUID, OrderBooks> before, List<OrderBooks> after) throws SQLException {
        if (after.isEmpty()) {
            return;
        }
        writeBooks(after);
        List<RefusalRow> refusals = new ArrayList<>();
        List<CommissionRow> commissions = new ArrayList<>();
        List<BookingRow> bookings = new ArrayList<>();
        for (OrderBooks books : after) {
            refused(books).forEach(giver -> refusals.add(new RefusalRow(giver, books.orderId())));
            OrderBooks old = before.get(books.orderId());
            for (Commission commission : books.commissions()) {
                if (old == null || !old.commissions().contains(commission)) {
                    commissions.add(new CommissionRow(books, commission));
                    commission.credits().forEach((credit, booked) -> bookings
                            .add(new BookingRow(commission, credit, booked)));
                }
            }
        }
        if (!refusals.isEmpty()) {
            writes.add(REFUSALS,
                    RowColumns.of(refusals).ints(RefusalRow::giver).uuids(RefusalRow::orderId).values());
        }
        writeCommissions(commissions);
        writeBookings(bookings);
    }

    private static Set<Integer> refused(OrderBooks books) {
        Outcome outcome = books.outcome();
        List<Refusal> refusals = outcome == null ? List.of() : outcome.refusals();
        return refusals.stream().map(refusal -> refusal.giver().value()).collect(Collectors.toCollection(TreeSet::new));
    }

    private void writeBooks(List<OrderBooks> all) throws SQLException {
        writes.add(BOOKS, RowColumns.of(all).uuids(OrderBooks::orderId)
                .ints(books -> books.receiver().value()).texts(books -> String.join(SEPARATOR, books.lineReferences()))
                .intsOrNull(books -> ofBasis(books, basis -> basis.giver().value()))
                .intsOrNull(books -> ofBasis(books, Basis::termsVersion))
                .texts(books -> ofBasis(books, basis -> basis.proof().kind()))
                .texts(books -> ofBasis(books, basis -> basis.proof().value()))
                .texts(books -> ofBasis(books, basis -> basis.currency().code()))
                .texts(books -> of(books, outcome -> outcome.reason() == null ? null : outcome.reason().name()))
                .times(books -> of(books, Outcome::finalAt)).texts(books -> of(books, Outcome::clickUsed))
                .texts(books -> of(books, BooksWriter::flags))
                .texts(books -> of(books, outcome -> OutcomeJson.writeAttempts(outcome.attempts())))
                .texts(books -> of(books, outcome -> OutcomeJson.writeRefusals(outcome.refusals()))).values());
    }

    private static String flags(Outcome outcome) {
        return outcome.flags().stream().map(Enum::name).sorted().collect(Collectors.joining(SEPARATOR));
    }

    private static <T> @Nullable T of(OrderBooks books, Function<Outcome, @Nullable T> value) {
        Outcome outcome = books.outcome();
        return outcome == null ? null : value.apply(outcome);
    }

    private static <T> @Nullable T ofBasis(OrderBooks books, Function<Basis, T> value) {
        return of(books, outcome -> outcome.basis() == null ? null : value.apply(outcome.basis()));
    }

    private void writeCommissions(List<CommissionRow> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        writes.add(COMMISSIONS, RowColumns.of(rows).uuids(row -> row.commission().id())
                .uuids(row -> row.books().orderId()).ints(row -> row.books().receiver().value())
                .ints(row -> row.basis().giver().value()).ints(row -> row.basis().termsVersion())
                .texts(row -> row.basis().proof().kind()).texts(row -> row.basis().proof().value())
                .texts(row -> row.basis().currency().code()).times(row -> row.commission().holdUntil())
                .texts(CommissionRow::capMonth).longsOrNull(CommissionRow::capHighestTargetMinor)
                .longsOrNull(CommissionRow::capAllowedMinor).texts(row -> row.commission().state().name())
                .longs(CommissionRow::bookedMinor).texts(row -> LinesJson.write(row.commission().lines())).values());
    }

    private void writeBookings(List<BookingRow> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        writes.add(BOOKINGS, RowColumns.of(rows).uuids(row -> row.commission().id())
                .ints(row -> row.credit().line()).ints(row -> row.credit().creditor().value())
                .ints(row -> row.isOrigin() ? 1 : 0).uuids(row -> row.booked().firstTransfer())
                .longs(row -> row.booked().amounts().pendingMinor()).longs(row -> row.booked().amounts().dueMinor())
                .longs(row -> row.booked().amounts().settledMinor())
                .longs(row -> row.booked().amounts().givenBackMinor()).values());
    }

    private record RefusalRow(int giver, UUID orderId) {
    }

    private record CommissionRow(OrderBooks books, Commission commission) {
        Basis basis() {
            return commission.basis();
        }

        long bookedMinor() {
            return commission.credits().values().stream().mapToLong(booked -> booked.amounts().netMinor()).sum();
        }

        @Nullable
        String capMonth() {
            return commission.cap() == null ? null : commission.cap().month().atDay(1).toString();
        }

        @Nullable
        Long capHighestTargetMinor() {
            return commission.cap() == null ? null : commission.cap().highestTargetMinor();
        }

        @Nullable
        Long capAllowedMinor() {
            return commission.cap() == null ? null : commission.cap().allowedMinor();
        }
    }

    private record BookingRow(Commission commission, Credit credit, Booked booked) {
        boolean isOrigin() {
            return !credit.isFee() && !credit.creditor().equals(commission.basis().giver());
        }
    }
}

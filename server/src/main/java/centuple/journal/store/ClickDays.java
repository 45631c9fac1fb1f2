package centuple.journal.store;

import centuple.platform.sql.DatabaseException;
import centuple.platform.sql.Sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;

/** The days of clicks in the database. Stateless. */
public final class ClickDays {

    private ClickDays() {
    }

    /**
     * What was done with the clicks of a day that are old enough to go.
     *
     * @param dropped false where the daily numbers do not hold all of them: then they stay, and somebody should look
     */
    public record Outcome(LocalDate day, boolean dropped) {
    }

    /**
     * Drops the clicks of whole days (UTC) before a day, oldest first; their daily numbers stay. The database refuses
     * a limit within its last seven days, and gives up after two seconds where others are busy.
     *
     * @param daysMax the most days dropped in this transaction, during which nobody else can read or write clicks
     */
    public static List<Outcome> drop(Connection connection, LocalDate before, int daysMax) {
        try {
            return Sql.list(connection, "select day, outcome from click_days_drop(?, ?)",
                    row -> new Outcome(row.date("day"), row.text("outcome").equals("dropped")), before, daysMax);
        } catch (SQLException failure) {
            throw DatabaseException.of(failure);
        }
    }
}

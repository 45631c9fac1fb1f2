package centuple.routing.store;

import centuple.platform.sql.Sql;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;

/** Writes decisions in one COPY, the fastest way into a table. Stateless. */
public final class DecisionCopy {
    private static final String COPY = "copy decision (" + DecisionRow.COLUMNS + ") from stdin";

    private DecisionCopy() {
    }

    /** Adds the decisions, and the partitions of their days. */
    public static void write(Connection connection, List<DecisionRow> decisions) throws SQLException {
        TreeSet<LocalDate> days = new TreeSet<>();
        for (DecisionRow decision : decisions) {
            days.add(decision.day());
        }
        for (LocalDate day : days) {
            Sql.run(connection, "select decision_day_ensure(?)", day);
        }
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY);
        try {
            for (DecisionRow decision : decisions) {
                copy.writeToCopy(decision.line(), 0, decision.line().length);
            }
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }
}

package centuple.moving.job;

import centuple.moving.Mapping;
import centuple.moving.MovedKind;
import centuple.moving.RefusedRowException;
import centuple.moving.Row;
import centuple.moving.Tally;
import centuple.moving.file.RowSource;
import centuple.platform.cli.Progress;
import centuple.platform.cli.Refusal;
import centuple.platform.sql.Database;
import centuple.shop.ShopId;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Takes one file in. It is read twice: first to see that it can be read at all and how long it is, then to take its
 * rows in. What was taken in before, wholly or up to a crash, is found to be here and changes nothing.
 */
public abstract class MoveJob {
    private final Wish wish;
    private final Tally tally = new Tally();

    MoveJob(Wish wish) {
        this.wish = wish;
    }

    /**
     * What is to be taken in.
     *
     * @param shop for whom: the receiver of sales, the giver of links and clicks
     * @param program where it comes from
     * @param dryRun say what would be done, and do nothing
     */
    public record Wish(Database database, ShopId shop, String program, Path file, Mapping mapping, boolean dryRun) {
    }

    /** Reads the file and tells what became of its rows. */
    public final Tally run() throws IOException {
        long rows = look();
        try (RowSource source = open(); Progress progress = Progress.of(wish.dryRun() ? "would move" : "move", rows)) {
            Row row = new Row();
            while (source.next(row)) {
                tally.row();
                try {
                    row.check();
                    take(row);
                } catch (RefusedRowException refusal) {
                    tally.refuse(row.line(), refusal);
                }
                progress.reached(tally.rows());
            }
            finish();
        }
        return tally;
    }

    private long look() throws IOException {
        long rows = 0;
        try (RowSource source = open(); Progress progress = Progress.of("read", -1)) {
            Row row = new Row();
            while (source.next(row)) {
                if (++rows > RowSource.ROWS_MAX) {
                    throw new Refusal("the file has more than " + RowSource.ROWS_MAX + " rows: split it");
                }
                look(row);
                progress.reached(rows);
            }
        }
        return rows;
    }

    private RowSource open() throws IOException {
        return RowSource.open(wish.file(), kind(), wish.mapping());
    }

    abstract MovedKind kind();

    /** Called for each row before the first one is taken in. */
    void look(Row row) {
    }

    abstract void take(Row row) throws RefusedRowException;

    /** Takes in what still waits. */
    abstract void finish();

    Wish wish() {
        return wish;
    }

    Tally tally() {
        return tally;
    }
}

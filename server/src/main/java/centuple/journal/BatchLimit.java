package centuple.journal;

/**
 * How much one batch may hold.
 *
 * @param clicksMax the most records, at least 1
 * @param daysMax the most different days (UTC) among them, at least 1: each new day costs the database a partition
 */
public record BatchLimit(int clicksMax, int daysMax) {

    /** The most records of one transaction: some hundred milliseconds of COPY, little to repeat after a failure. */
    public static final int CLICKS_PER_BATCH_MAX = 10_000;

    /** The most days of one transaction; live clicks need two, replayed ones may come from anywhere. */
    public static final int DAYS_PER_BATCH_MAX = 32;

    /** The limits in force unless a test says otherwise. */
    public static final BatchLimit USUAL = new BatchLimit(CLICKS_PER_BATCH_MAX, DAYS_PER_BATCH_MAX);

    /** Refuses limits below 1. */
    public BatchLimit {
        if (clicksMax < 1 || daysMax < 1) {
            throw new IllegalArgumentException("a batch must hold at least one click of one day");
        }
    }
}

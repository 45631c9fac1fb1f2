package centuple.journal;

import java.util.List;

/**
 * How a journal does at one moment; the counts are since the start of the process.
 *
 * @param appended clicks written
 * @param unjournaled clicks that could not be written, whose visitors went on all the same
 * @param syncs fdatasyncs that succeeded
 * @param bytes what the segments take on disk, prepared ones included
 * @param tornBytes what was cut off at the start: the rest of records nobody was told of
 * @param problems what keeps clicks from being journaled now, in words for an operator; empty when all is well
 */
public record JournalStatus(long appended, long unjournaled, long syncs, long bytes, long tornBytes,
        List<String> problems) {

    /** Copies the list. */
    public JournalStatus {
        problems = List.copyOf(problems);
    }

    /** Whether clicks are being journaled. */
    public boolean isHealthy() {
        return problems.isEmpty();
    }
}

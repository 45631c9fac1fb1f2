package centuple.journal;

import centuple.click.ClickRecord;

import java.util.function.Consumer;

/** The journal as one event loop sees it. Never blocks, never throws for a bad disk. For one thread only. */
public interface ClickWriter {

    /** Writes a click down and says what that is worth. The caller answers its visitor in every case. */
    Appended append(ClickRecord click);

    /**
     * After {@link Appended#AWAITING_SYNC}: calls back once, with {@link Appended#JOURNALED} or
     * {@link Appended#UNJOURNALED}, when the last appended click is safe or cannot become so. The call may come before
     * this method returns or later on a thread of the journal, so it must be short and hand over to its own loop.
     */
    void whenSafe(Consumer<Appended> listener);
}

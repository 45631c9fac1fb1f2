package centuple.journal;

/** What became of a click that was handed to the journal. */
public enum Appended {
    /** It is kept: no death of this process can lose it. In strict mode neither can a power cut. */
    JOURNALED,
    /** Strict mode: it is written, and safe when the listener of {@link ClickWriter#whenSafe} is called. */
    AWAITING_SYNC,
    /** It is not kept: the disk is full or failing. The visitor goes on with a token, which still pays. */
    UNJOURNALED
}

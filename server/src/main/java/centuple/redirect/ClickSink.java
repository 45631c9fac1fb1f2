package centuple.redirect;

import centuple.click.ClickRecord;

import java.util.function.Consumer;

/** Port: where the clicks of one event loop are written down before their visitors are answered. For one thread. */
public interface ClickSink {

    /** Writes a click down. Never blocks and never throws for a bad disk: the visitor goes on in every case. */
    Kept keep(ClickRecord click);

    /** After {@link Kept#SOON}: calls back once, on any thread, when the last click is safe or cannot become so. */
    void whenSafe(Consumer<Kept> listener);

    /** What became of a click. */
    enum Kept {
        /** No death of this process can lose it. */
        YES,
        /** It is written, and safe when the listener is called; the answer waits for that. */
        SOON,
        /** The disk is full or failing. The token still pays. */
        NO
    }
}

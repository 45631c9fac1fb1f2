package centuple;

import centuple.click.ClickRecord;
import centuple.journal.Appended;
import centuple.journal.ClickWriter;
import centuple.redirect.ClickSink;

import java.util.function.Consumer;

/**
 * The journal as the redirect sees it.
 *
 * @param writer the journal's writer of one event loop
 */
public record JournalSink(ClickWriter writer) implements ClickSink {
    @Override
    public Kept keep(ClickRecord click) {
        return kept(writer.append(click));
    }

    @Override
    public void whenSafe(Consumer<Kept> listener) {
        writer.whenSafe(appended -> listener.accept(kept(appended)));
    }

    private static Kept kept(Appended appended) {
        return switch (appended) {
            case JOURNALED -> Kept.YES;
            case AWAITING_SYNC -> Kept.SOON;
            case UNJOURNALED -> Kept.NO;
        };
    }
}

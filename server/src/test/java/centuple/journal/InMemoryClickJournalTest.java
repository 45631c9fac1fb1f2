package centuple.journal;

import java.util.UUID;

class InMemoryClickJournalTest extends ClickJournalContract {

    private final InMemoryClickJournal journal = new InMemoryClickJournal(new UUID(1, 2), 2);

    @Override
    protected ClickJournal journal() {
        return journal;
    }

    @Override
    protected ClickSource source() {
        return journal;
    }

    @Override
    protected void refuse() {
        journal.refuse(true);
    }
}

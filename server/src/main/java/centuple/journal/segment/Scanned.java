package centuple.journal.segment;

/** What a scan finds at an offset of a segment. */
public sealed interface Scanned {

    /** A good record: its click's place, its number, and where the next one begins. */
    record Found(int clickAt, int clickBytes, long sequence, int next) implements Scanned {
    }

    /** No record here, but a good one further on. */
    record Gap(int nextGood) implements Scanned {
    }

    /** Nothing but zeros from here on: the clean end. */
    record End() implements Scanned {
    }

    /** No record here nor further on, yet not all zeros: a record that was being written when the machine stopped. */
    record Torn() implements Scanned {
    }
}

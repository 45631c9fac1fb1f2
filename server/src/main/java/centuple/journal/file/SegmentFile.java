package centuple.journal.file;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/** One segment file that is open for writing. */
public interface SegmentFile {

    /** The whole file as memory; what is written there survives the death of the process. */
    MemorySegment memory();

    /** Brings what was written to the disk: fdatasync. For any one thread at a time. */
    void force() throws IOException;

    /** Gives the memory back and cuts the file to a length. Nobody may touch the memory any more. */
    void close(int lengthBytes) throws IOException;
}

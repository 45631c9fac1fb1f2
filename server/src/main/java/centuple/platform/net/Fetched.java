package centuple.platform.net;

/** What became of asking another host. */
public sealed interface Fetched {
    /**
     * It answered.
     *
     * @param status the HTTP status
     * @param body at most as many bytes as the limit allows
     */
    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    record Page(int status, byte[] body) implements Fetched {
    }

    /**
     * It was not asked, or gave no answer we take.
     *
     * @param why in words for the one whose host it is
     */
    record Failed(String why) implements Fetched {
    }
}

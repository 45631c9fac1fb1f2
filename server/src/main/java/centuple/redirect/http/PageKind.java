package centuple.redirect.http;

import centuple.redirect.RefusalReason;

/** The plain pages; each has a title and a text in every language. */
enum PageKind {
    UNKNOWN(404), PAUSED(200), ENDED(410), TARGET(400), METHOD(405), TOO_LONG(414);

    private final int status;

    PageKind(int status) {
        this.status = status;
    }

    int status() {
        return status;
    }

    /** Which page explains a refusal. Prefetches get none. */
    static PageKind of(RefusalReason reason) {
        return switch (reason) {
            case UNKNOWN_CODE, FOREIGN_HOST, PREFETCH -> UNKNOWN;
            case LINK_PAUSED, PAIR_PAUSED -> PAUSED;
            case LINK_ENDED -> ENDED;
            case TARGET_REFUSED -> TARGET;
        };
    }
}

package centuple.click;

/** What a text presented as a click token turned out to be. */
public sealed interface TokenVerdict {

    /** Signed by us, for this receiver, young enough to matter. */
    record Valid(ClickToken token) implements TokenVerdict {
    }

    /** Not to be believed. */
    record Refused(Reason reason) implements TokenVerdict {
    }

    /** Why a token is refused; a closed set, first fault in this order. */
    enum Reason {
        /** Not the one text form of any token: wrong length, alphabet, version or spare bits. */
        MALFORMED("malformed"),
        /** Signed under a master key that this exchange does not have, or believes no longer. */
        UNKNOWN_KEY("unknown_key"),
        /** The signature is not ours. */
        FORGED("forged"),
        /** Ours, but made for another shop than the one that presents it. */
        WRONG_RECEIVER("wrong_receiver"),
        /** Ours, but older than any window of any terms. */
        EXPIRED("expired");

        private final String code;

        Reason(String code) {
            this.code = code;
        }

        /** The stable word for it in the API, counters and the database. */
        public String code() {
            return code;
        }
    }
}

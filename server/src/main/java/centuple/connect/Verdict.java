package centuple.connect;

/** Whether a message is genuine. */
public sealed interface Verdict {
    /** It is signed by a secret of the connection. */
    Verdict GENUINE = new Genuine();

    record Genuine() implements Verdict {
    }

    /**
     * It needs no signature for it says nothing; it is answered with success and forgotten.
     *
     * @param why such as {@code the ping that WooCommerce sends when a webhook is saved}
     */
    record Harmless(String why) implements Verdict {
    }

    /**
     * It is not believed.
     *
     * @param detail for the shop's owner; never quotes the message or a secret
     * @param isSigned whether it is signed with a secret of the connection all the same; else anybody can have sent it
     */
    record Refused(Refusal reason, String detail, boolean isSigned) implements Verdict {
        /** Not signed with a secret of the connection. */
        public Refused(Refusal reason, String detail) {
            this(reason, detail, false);
        }
    }
}

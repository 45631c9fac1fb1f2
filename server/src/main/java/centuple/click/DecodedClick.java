package centuple.click;

/** What bytes turned out to be: a click, or something that is refused with a reason. */
public sealed interface DecodedClick {

    /** The bytes are exactly this click. */
    record Good(ClickRecord click) implements DecodedClick {
    }

    /** The bytes are not a click this program can read; the reason names the first fault and quotes no content. */
    record Corrupt(String reason) implements DecodedClick {
    }
}

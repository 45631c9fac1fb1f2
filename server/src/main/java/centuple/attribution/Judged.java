package centuple.attribution;

import centuple.attribution.Attribution.Attributed;
import org.jspecify.annotations.Nullable;

/** Either whom a mark names, or why it does not count. */
record Judged(@Nullable Attributed attributed, @Nullable UnattributedReason reason) {
    static Judged counts(Attributed attributed) {
        return new Judged(attributed, null);
    }

    static Judged refused(UnattributedReason reason) {
        return new Judged(null, reason);
    }
}

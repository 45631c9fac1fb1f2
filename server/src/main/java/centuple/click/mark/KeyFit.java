package centuple.click.mark;

import centuple.click.Keyring;

import java.util.List;

/** Whether a key file is the one of this exchange, as the marks of its keys tell. */
public sealed interface KeyFit {
    /** It is; these keys of it are not known yet, in the order in which they were made. */
    record Fits(List<KeyMark> unknown) implements KeyFit {
        public Fits {
            unknown = List.copyOf(unknown);
        }
    }

    /** It lacks the newest key, but has an earlier one: a copy from before the last rotation. */
    record Outdated(int missingKeyId) implements KeyFit {
    }

    /** None of its keys is known: it was made by another exchange, or in place of the lost one. */
    record Foreign() implements KeyFit {
    }

    /**
     * Compares.
     *
     * @param known the marks of this exchange's keys, in the order in which they were made; none: any ring fits
     */
    static KeyFit of(List<KeyMark> known, Keyring ring) {
        List<KeyMark> found = ring.keys().stream().map(KeyMark::of).toList();
        if (known.isEmpty() || found.contains(known.getLast())) {
            return new Fits(found.stream().filter(mark -> !known.contains(mark)).toList());
        }
        return found.stream().anyMatch(known::contains) ? new Outdated(known.getLast().keyId()) : new Foreign();
    }
}

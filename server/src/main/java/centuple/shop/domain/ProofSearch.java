package centuple.shop.domain;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Port: looks for the proof of a claim on the host itself. Blocks its caller; thread-safe. */
@FunctionalInterface
public interface ProofSearch {
    Result find(Domain domain, ProofText expected);

    /**
     * What was found.
     *
     * @param found by which method; null when by none
     * @param tried what each method met, in words for the shop
     */
    record Result(@Nullable ProofMethod found, List<String> tried) {
        public Result {
            tried = List.copyOf(tried);
        }
    }
}

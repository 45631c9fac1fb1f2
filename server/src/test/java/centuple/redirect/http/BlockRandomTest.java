package centuple.redirect.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;

class BlockRandomTest {
    @Test
    void numbersDoNotRepeatOverManyBlocks() {
        BlockRandom random = new BlockRandom(new SecureRandom());
        Set<Long> seen = new HashSet<>();
        for (int i = 0; i < 5_000; i++) {
            seen.add(random.nextLong());
        }
        assertThat(seen).hasSize(5_000);
    }
}

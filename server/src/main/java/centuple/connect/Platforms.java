package centuple.connect;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The platforms this exchange knows, by name. Immutable, safe for all threads. */
public final class Platforms {
    private final Map<String, Platform> byName = new LinkedHashMap<>();

    public Platforms(List<Platform> platforms) {
        for (Platform platform : platforms) {
            if (byName.put(platform.name(), platform) != null) {
                throw new IllegalArgumentException("two platforms are named " + platform.name());
            }
        }
    }

    public Optional<Platform> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    public Collection<Platform> all() {
        return List.copyOf(byName.values());
    }
}

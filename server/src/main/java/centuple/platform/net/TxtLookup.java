package centuple.platform.net;

import java.util.List;

/** Port: the TXT records of a name. May block; thread-safe. */
@FunctionalInterface
public interface TxtLookup {
    /** The records, none where the name does not exist or nobody answers. */
    List<String> txt(String name);
}

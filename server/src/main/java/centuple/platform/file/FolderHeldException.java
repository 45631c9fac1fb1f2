package centuple.platform.file;

import java.io.IOException;
import java.nio.file.Path;

/** The folder is in use by another server, or by another part of this one. */
public final class FolderHeldException extends IOException {
    private static final long serialVersionUID = 1;

    FolderHeldException(Path folder, String holder) {
        super("the folder " + folder + " is in use by " + holder
                + "; two servers must never share one: stop the other, or give this one another folder");
    }
}

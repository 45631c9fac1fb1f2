package centuple.connect;

/**
 * Something to ask a platform's API for.
 *
 * @param path with a leading slash, and query; below the connection's API address
 * @param fields what of the answer is kept
 */
public record ApiCall(String path, FieldMask fields) {
    public ApiCall {
        if (!path.startsWith("/") || path.startsWith("//")) {
            throw new IllegalArgumentException("a path begins with one slash");
        }
    }
}

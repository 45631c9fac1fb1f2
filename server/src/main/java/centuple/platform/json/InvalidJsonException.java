package centuple.platform.json;

import java.util.List;

/** A body from outside that cannot be read: not JSON at all, or with fields that are wrong. */
public final class InvalidJsonException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<FieldError> errors;

    public InvalidJsonException(List<FieldError> errors) {
        super(errors.isEmpty() ? "invalid JSON" : errors.getFirst().detail());
        this.errors = List.copyOf(errors);
    }

    /** What is wrong, at least one thing. */
    public List<FieldError> errors() {
        return errors;
    }
}

package centuple.platform.json;

/**
 * One thing that is wrong with a body.
 *
 * @param pointer where, as a JSON pointer (RFC 6901); empty for the body itself
 * @param detail what, in words for the person who wrote it
 */
public record FieldError(String pointer, String detail) {
}

package centuple.platform.sql;

/**
 * A value for a column of type jsonb.
 *
 * @param json well-formed JSON; the database checks it
 */
public record Jsonb(String json) {
}

package centuple.moving;

/** A row that cannot be taken, with the field it is about, and in words why; the words hold nothing of the row. */
public final class RefusedRowException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String field;
    private final String why;

    /**
     * @param field empty where it is about the row as a whole
     */
    public RefusedRowException(String field, String why) {
        super(why, null, false, false);
        this.field = field;
        this.why = why;
    }

    /** The same about a field. */
    static RefusedRowException of(MovedField field, String why) {
        return new RefusedRowException(field.wire(), why);
    }

    public String field() {
        return field;
    }

    public String why() {
        return why;
    }
}

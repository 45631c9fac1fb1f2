package centuple.link;

/** Reads the links; a view of one open transaction. */
public interface LinkSource {
    /** Everything, as of one moment. */
    LinkSnapshot load();
}

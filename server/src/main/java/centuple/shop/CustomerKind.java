package centuple.shop;

/** Whether the receiver knew the customer before. */
public enum CustomerKind {
    ANY, NEW, RETURNING
}

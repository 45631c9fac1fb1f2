package centuple.shop.domain;

/** What a host is for. */
public enum DomainKind {
    /** The shop's site: links may lead there. */
    SHOP,
    /** A host of the giver that answers only its links, with their codes. */
    LINK_HOST
}

package centuple.shop.domain;

/** How a host was proven. */
public enum ProofMethod {
    /** By {@code /.well-known/centuple.json}. */
    FILE,
    /** By a DNS TXT record of {@code _centuple.<host>}. */
    DNS,
    /** By a meta tag on the home page. */
    META_TAG,
    /** By the operator's word. */
    OPERATOR
}

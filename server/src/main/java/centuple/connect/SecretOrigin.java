package centuple.connect;

/** Who makes the secret of a connection. */
public enum SecretOrigin {
    /** The exchange makes it and shows it once; the owner gives it to the platform. */
    EXCHANGE,
    /** The platform shows it; the owner gives it to the exchange. */
    PLATFORM
}

package centuple.redirect;

import org.jspecify.annotations.Nullable;

/**
 * The fields of a request that the redirect looks at. Immutable.
 *
 * @param head whether the method is HEAD; else it is GET
 * @param host the host that was asked, lower case, without port
 * @param code what stands after {@code /r/}
 * @param query what stands after the question mark, still encoded, or null
 * @param purpose the first of {@code Sec-Purpose}, {@code Purpose}, {@code X-Moz} that was sent, else empty
 * @param visitor who asks
 */
public record RedirectRequest(boolean head, String host, String code, @Nullable String query, String purpose,
        Visitor visitor) {

    /**
     * Who asks. Kept for the length of the request only.
     *
     * @param address the address of the client, as far as trusted proxies tell it
     * @param userAgent the header, or empty
     * @param country two capital letters where a trusted proxy named it, else empty
     */
    public record Visitor(IpAddress address, String userAgent, String country) {
        /** Nothing that tells a person. */
        @Override
        public String toString() {
            return "a visitor";
        }
    }
}

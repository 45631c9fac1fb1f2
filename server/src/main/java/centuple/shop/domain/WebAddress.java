package centuple.shop.domain;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Addresses that shops give the exchange to call: of feeds, of programs that are told of events. Stateless. */
public final class WebAddress {
    /** Characters of an address. */
    public static final int CHARS_MAX = 1_024;

    private WebAddress() {
    }

    /**
     * An address that may be asked: https at the usual port of a named host, without user and fragment. What the name
     * leads to is looked at whenever it is asked.
     *
     * @param loopback whether plain http to this machine may be too, for tests and trials
     */
    public static Optional<String> read(String text, boolean loopback) {
        try {
            URI uri = new URI(text);
            String host = uri.getHost();
            if (text.length() > CHARS_MAX || host == null || uri.getRawUserInfo() != null
                    || uri.getFragment() != null) {
                return Optional.empty();
            }
            boolean local = loopback && HostName.isLoopback(host) && "http".equals(uri.getScheme());
            boolean named = HostName.isPublic(host);
            boolean https = "https".equals(uri.getScheme()) && named && (uri.getPort() == -1 || uri.getPort() == 443);
            return local || https ? Optional.of(text) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}

package centuple.link;

import centuple.shop.ShopId;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.UUID;

/**
 * A link as it is stored.
 *
 * @param id the number behind {@code lnk_...}
 * @param code what stands after {@code /r/}: 1 to 64 of {@code A-Z a-z 0-9 _ -}
 * @param pair who sends and who receives
 * @param terms what of the accepted terms in force concerns the link
 * @param addresses where it leads
 * @param state whether it sends visitors on, all reasons of link and partnership taken together
 */
public record LinkRow(UUID id, String code, Pair pair, TermsInForce terms, Addresses addresses, LinkState state) {

    /** Who sends visitors to whom. */
    public record Pair(ShopId giver, ShopId receiver) {
    }

    /**
     * The part of the terms in force that the redirect needs.
     *
     * @param version frozen into each click; 0 where the pair has no terms
     * @param pathPrefixes where on the receiver's site links may lead; empty means anywhere
     * @param identifierFree whether visitors come without a click token
     */
    public record TermsInForce(int version, List<String> pathPrefixes, boolean identifierFree) {
        /** Nothing was agreed: nothing is paid, and links may lead anywhere. */
        public static final TermsInForce NONE = new TermsInForce(0, List.of(), false);

        /** Visitors come with a click token. */
        public TermsInForce(int version, List<String> pathPrefixes) {
            this(version, pathPrefixes, false);
        }

        public TermsInForce {
            pathPrefixes = List.copyOf(pathPrefixes);
        }
    }

    /**
     * Addresses as the shop wrote them.
     *
     * @param target on a host of the receiver
     * @param fallback on a host of the giver, where visitors go while the link does not lead on; or null
     */
    public record Addresses(String target, @Nullable String fallback) {
    }

    /** Whether a text has the form of a code. */
    public static boolean isCode(String text) {
        if (text.isEmpty() || text.length() > 64) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-')) {
                return false;
            }
        }
        return true;
    }
}

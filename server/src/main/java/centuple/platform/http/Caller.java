package centuple.platform.http;

import java.util.Set;
import java.util.UUID;

/**
 * Whose key a request carries.
 *
 * @param keyId the key
 * @param account the number of the account that holds it; 0 is the operator
 * @param scopes what it may do
 */
public record Caller(UUID keyId, int account, Set<String> scopes) {
    /** The operator's account. */
    public static final int OPERATOR = 0;

    public Caller {
        scopes = Set.copyOf(scopes);
    }

    /** Whether it is a key of the operator rather than of an account. */
    public boolean isOperator() {
        return account == OPERATOR;
    }

    /** Whether its scopes open that route. */
    public boolean may(Access access) {
        return switch (access) {
            case Access.Anyone() -> true;
            case Access.Gated _ -> true;
            case Access.AnyKey() -> true;
            case Access.Scoped(Set<String> any) -> any.stream().anyMatch(scopes::contains);
        };
    }
}

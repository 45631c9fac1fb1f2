package centuple.shop.http;

import centuple.shop.PublicId;
import centuple.shop.domain.Domain;
import centuple.shop.domain.DomainKind;
import centuple.shop.domain.HostName;
import centuple.shop.domain.ProofMethod;
import centuple.shop.domain.ProofText;
import centuple.shop.net.NetProofSearch;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;

/** A host as its shop reads it, with what to put where so that it counts as proven. */
record DomainView(String id, String shop, String host, String kind, String status, @Nullable String method,
        @Nullable Instant since, @Nullable LocalDate checkedOn, int failedDays, Instant claimedAt, Proof proof) {
    static DomainView of(Domain domain, String exchange) {
        String status = switch (domain.standing()) {
            case Domain.Claimed() -> "claimed";
            case Domain.Proven(ProofMethod _, Instant _, LocalDate _, int failedDays) -> failedDays == 0
                    ? "proven"
                    : "failing";
            case Domain.Lost(Instant _) -> "lost";
        };
        Domain.Proven proven = domain.standing() instanceof Domain.Proven found ? found : null;
        Instant since = domain.standing() instanceof Domain.Lost(Instant lost)
                ? lost
                : proven == null ? null : proven.since();
        return new DomainView(PublicId.of(PublicId.DOMAIN, domain.id()), domain.shop().toString(),
                domain.name().host(), wire(domain.name().kind()), status,
                proven == null ? null : wire(proven.method()), since, proven == null ? null : proven.checkedOn(),
                proven == null ? 0 : proven.failedDays(), domain.claimedAt(), Proof.of(domain, exchange));
    }

    private static String wire(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /**
     * One of these is enough.
     *
     * @param exchange the exchange it must name
     * @param challenge the challenge it must name
     * @param dnsName the name of a TXT record
     * @param dnsValue its value
     * @param fileUrl where a file may lie; null for a link host, which has no site of its own
     * @param fileContent what is in it
     * @param metaTag the tag for the head of the home page
     */
    record Proof(String exchange, String challenge, String dnsName, String dnsValue, @Nullable String fileUrl,
            @Nullable String fileContent, @Nullable String metaTag) {
        static Proof of(Domain domain, String exchange) {
            ProofText text = new ProofText(exchange, domain.shop(), domain.challenge());
            String host = domain.name().host();
            boolean site = domain.name().kind() == DomainKind.SHOP;
            return new Proof(exchange, domain.challenge(), NetProofSearch.DNS_PREFIX + host, text.toString(),
                    site ? HostName.originOf(host) + NetProofSearch.FILE_PATH : null,
                    site
                            ? centuple.platform.json.Json.string(new File(exchange, domain.shop().toString(),
                                    domain.challenge()))
                            : null,
                    site ? "<meta name=\"centuple\" content=\"" + text + "\">" : null);
        }
    }

    private record File(String exchange, String shop, String challenge) {
    }
}

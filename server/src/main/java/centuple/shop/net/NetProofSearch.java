package centuple.shop.net;

import centuple.platform.json.InvalidJsonException;
import centuple.platform.json.Json;
import centuple.platform.net.Fetched;
import centuple.platform.net.Outbound;
import centuple.platform.net.TxtLookup;
import centuple.shop.domain.Domain;
import centuple.shop.domain.DomainKind;
import centuple.shop.domain.HostName;
import centuple.shop.domain.MetaTags;
import centuple.shop.domain.ProofMethod;
import centuple.shop.domain.ProofSearch;
import centuple.shop.domain.ProofText;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Asks DNS, then the site. A link host has no site of its own, so only DNS counts. Thread-safe. */
public final class NetProofSearch implements ProofSearch {
    /** Where the file is. */
    public static final String FILE_PATH = "/.well-known/centuple.json";
    /** Put before the host for the TXT record. */
    public static final String DNS_PREFIX = "_centuple.";

    private static final int PROOFS_PER_FILE_MAX = 20;

    private final Outbound outbound;
    private final TxtLookup dns;

    public NetProofSearch(Outbound outbound, TxtLookup dns) {
        this.outbound = outbound;
        this.dns = dns;
    }

    @Override
    public Result find(Domain domain, ProofText expected) {
        String host = domain.name().host();
        List<String> tried = new ArrayList<>();
        if (!HostName.isLoopback(host) && inDns(host, expected, tried)) {
            return new Result(ProofMethod.DNS, tried);
        }
        if (domain.name().kind() == DomainKind.LINK_HOST) {
            return new Result(null, tried);
        }
        if (inFile(host, expected, tried)) {
            return new Result(ProofMethod.FILE, tried);
        }
        return new Result(inMetaTag(host, expected, tried) ? ProofMethod.META_TAG : null, tried);
    }

    private boolean inDns(String host, ProofText expected, List<String> tried) {
        List<String> records = dns.txt(DNS_PREFIX + host);
        return found("DNS", records.isEmpty() ? "no TXT record " + DNS_PREFIX + host : "", records.stream()
                .flatMap(record -> ProofText.parse(record).stream()), expected, tried);
    }

    private boolean inFile(String host, ProofText expected, List<String> tried) {
        byte[] page = page(host, FILE_PATH, "file", tried);
        if (page == null) {
            return false;
        }
        try {
            JsonNode file = Json.object(page);
            List<JsonNode> proofs = new ArrayList<>(List.of(file));
            file.path("proofs").forEach(proofs::add);
            return found("file", "", proofs.stream().limit(PROOFS_PER_FILE_MAX).flatMap(NetProofSearch::proof),
                    expected, tried);
        } catch (InvalidJsonException e) {
            tried.add("file: " + e.errors().getFirst().detail());
            return false;
        }
    }

    private boolean inMetaTag(String host, ProofText expected, List<String> tried) {
        byte[] page = page(host, "/", "meta tag", tried);
        return page != null && found("meta tag", "", MetaTags.proofs(new String(page, StandardCharsets.UTF_8)).stream(),
                expected, tried);
    }

    /** The host may send to its {@code www.}, which the proof covers; nowhere else. */
    private byte @Nullable [] page(String host, String path, String method, List<String> tried) {
        String name = host.split(":", 2)[0];
        return switch (outbound.get(HostName.originOf(host), path, Set.of(name, "www." + name))) {
            case Fetched.Page(int status, byte[] body) when status == 200 -> body;
            case Fetched.Page(int status, byte[] _) -> {
                tried.add(method + ": the host answered " + status);
                yield null;
            }
            case Fetched.Failed(String why) -> {
                tried.add(method + ": " + why);
                yield null;
            }
        };
    }

    private static boolean found(String method, String empty, Stream<ProofText> proofs, ProofText expected,
            List<String> tried) {
        List<ProofText> all = proofs.toList();
        if (all.contains(expected)) {
            return true;
        }
        String why = all.isEmpty() ? "no proof in it" : "its proof names another exchange, shop or challenge";
        tried.add(method + ": " + (empty.isEmpty() ? why : empty));
        return false;
    }

    private static Stream<ProofText> proof(JsonNode node) {
        Optional<ProofText> proof = ProofText.of(text(node, "exchange"), text(node, "shop"), text(node, "challenge"));
        return proof.stream();
    }

    private static @Nullable String text(JsonNode node, String name) {
        JsonNode value = node.get(name);
        return value != null && value.isString() ? value.stringValue() : null;
    }
}

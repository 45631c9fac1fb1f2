package centuple.simulation.cli;

import centuple.platform.cli.Refusal;
import centuple.shop.ShopId;
import centuple.simulation.NicheSettings;
import centuple.simulation.Policy;
import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Makes the shops of the niche members of an exchange, through its API as people would. */
final class NicheSetup {
    private static final int JACQUES = -1;
    private static final List<String> SCOPES = List.of("orders:write", "links:write", "partners:write", "ledger:read");
    private static final Duration LINKS_WITHIN_MAX = Duration.ofSeconds(20);

    private final NicheSettings settings;
    private final DemoExchange exchange;

    NicheSetup(NicheSettings settings, DemoExchange exchange) {
        this.settings = settings;
        this.exchange = exchange;
    }

    /** Shops with proven hosts, and where the policy has partners, partnerships and a link each way. */
    OnExchange setUp(Policy policy) {
        try (ExchangeApi api = new ExchangeApi(exchange.url())) {
            int partners = settings.partners().all().size();
            List<OnExchange.Member> members = new ArrayList<>();
            for (int place = JACQUES; place < partners; place++) {
                members.add(member(api, place));
            }
            Map<OnExchange.Between, String> codes = new HashMap<>();
            for (int place = 0; place < partners && policy.partnered(); place++) {
                partner(api, members.getFirst(), members.get(place + 1), policy);
                codes.put(new OnExchange.Between(JACQUES, place), link(api, members, JACQUES, place));
                codes.put(new OnExchange.Between(place, JACQUES), link(api, members, place, JACQUES));
            }
            OnExchange niche = new OnExchange(members, codes);
            awaitLinks(niche);
            return niche;
        }
    }

    private OnExchange.Member member(ExchangeApi api, int place) {
        String name = place == JACQUES ? "Jacques" : settings.partners().all().get(place).name();
        String operator = exchange.operatorKey();
        String id = text(api.post("/v1/shops", operator,
                Map.of("name", name, "currency", NicheSettings.CURRENCY.code())), "id");
        String key = text(api.post("/v1/keys", operator, Map.of("name", "demo", "scopes", SCOPES, "shop", id)),
                "secret");
        String domain = text(api.post("/v1/domains", key, Map.of("host", host(place))), "id");
        api.post("/v1/domains/" + domain + "/confirm", operator,
                Map.of("name", "The demo", "reason", "a shop of the model"));
        ShopId shop = ShopId.parse(id).orElseThrow(() -> new Refusal("not a shop's id: " + id));
        return new OnExchange.Member(shop, key);
    }

    private void partner(ExchangeApi api, OnExchange.Member jacques, OnExchange.Member partner, Policy policy) {
        Map<String, Object> proposal = new LinkedHashMap<>();
        proposal.put("shop", partner.id().toString());
        if (policy.terms()) {
            Map<String, Object> terms = Map.of("currency", NicheSettings.CURRENCY.code(), "rules",
                    List.of(Map.of("percent_bps", settings.partners().commission().value())));
            proposal.put("i_offer", terms);
            proposal.put("i_ask", terms);
        }
        String id = text(api.post("/v1/partnerships", jacques.key(), proposal), "id");
        api.post("/v1/partnerships/" + id + "/accept", partner.key(), Map.of());
    }

    private static String link(ExchangeApi api, List<OnExchange.Member> members, int from, int to) {
        return text(api.post("/v1/links", members.get(from + 1).key(), Map.of("receiver",
                members.get(to + 1).id().toString(), "target", "https://" + host(to) + "/")), "code");
    }

    /** A new link is answered within a second of its making, not at once. */
    private void awaitLinks(OnExchange niche) {
        var links = exchange.replayPath().clicks().links();
        long until = System.nanoTime() + LINKS_WITHIN_MAX.toNanos();
        while (!niche.codes().values().stream().allMatch(code -> links.get().byCode(code) != null)) {
            if (System.nanoTime() > until) {
                throw new Refusal("the exchange does not answer for its new links");
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private static String host(int place) {
        return place == JACQUES ? "jacques.example" : "boutique%02d.example".formatted(place + 1);
    }

    private static String text(JsonNode answer, String field) {
        return answer.path(field).asString();
    }
}

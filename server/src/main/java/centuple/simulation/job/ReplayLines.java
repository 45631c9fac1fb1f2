package centuple.simulation.job;

import centuple.platform.json.FieldError;
import centuple.platform.json.InvalidJsonException;
import centuple.platform.json.Json;
import centuple.platform.json.JsonFields;
import centuple.redirect.IpAddress;
import centuple.shop.ShopId;
import tools.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Events as lines of JSON, as {@code POST /v1/replay} and {@code centuple replay} read them. A click without an address
 * is of a person of its own. Stateless.
 */
public final class ReplayLines {
    private static final Pattern REF = Pattern.compile("[A-Za-z0-9._:-]{1,64}");
    private static final String REF_WORDS = "1 to 64 of A-Z a-z 0-9 . _ : -";
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final Pattern IPV4 = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");
    private static final int USER_AGENT_CHARS_MAX = 512;
    /** Odd, so that no two products are the same. */
    private static final long SPREAD = 0x9e3779b97f4a7c15L;

    private ReplayLines() {
    }

    private enum Type {
        CLICK, ORDER, TIME
    }

    /**
     * Reads one line.
     *
     * @throws InvalidJsonException when it is not one of the events
     */
    public static ReplayEvent read(byte[] line) {
        ObjectNode tree = Json.object(line);
        ObjectNode order = tree.get("order") instanceof ObjectNode object ? object : null;
        tree.remove("order");
        JsonFields json = Json.fields(Json.bytes(tree));
        Instant at = json.time("at");
        ReplayEvent event = switch (json.choice("type", Type.class)) {
            case CLICK -> click(json, at);
            case TIME -> new ReplayEvent.Time(at);
            case ORDER -> {
                ShopId shop = json.parsed("shop", ShopId::parse, "a shop's id").orElse(ShopId.EXCHANGE);
                yield new ReplayEvent.Order(at, shop, order == null ? tree : order);
            }
        };
        json.finish();
        if ((event instanceof ReplayEvent.Order) != (order != null)) {
            throw new InvalidJsonException(List.of(new FieldError("/order", "belongs to an event of type order")));
        }
        return event;
    }

    private static ReplayEvent click(JsonFields json, Instant at) {
        String ref = json.matching("ref", REF, REF_WORDS);
        String code = json.matching("link", CODE, "the code of a link");
        String viaRef = json.optionalMatching("via", REF, REF_WORDS).orElse(null);
        IpAddress address = json.optionalParsed("address", ReplayLines::ipv4, "an IPv4 address")
                .orElseGet(() -> ownAddress(ref));
        String userAgent = json.optionalText("user_agent", 0, USER_AGENT_CHARS_MAX).orElse("");
        return new ReplayEvent.Click(at, ref, code, viaRef, new ReplayEvent.Visitor(address, userAgent));
    }

    /** Far from those of other refs: neighbours would be taken for one network that sends too many. */
    private static IpAddress ownAddress(String ref) {
        return new IpAddress(ref.hashCode() * SPREAD, ~(long) ref.hashCode());
    }

    /** Writes one event as a line without its end. The visitor's address is left out: nobody keeps it. */
    public static byte[] write(ReplayEvent event) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("type", switch (event) {
            case ReplayEvent.Click _ -> "click";
            case ReplayEvent.Order _ -> "order";
            case ReplayEvent.Time _ -> "time";
        });
        line.put("at", event.at().toString());
        switch (event) {
            case ReplayEvent.Click click -> {
                line.put("ref", click.ref());
                line.put("link", click.code());
                if (click.viaRef() != null) {
                    line.put("via", click.viaRef());
                }
                line.put("user_agent", click.visitor().userAgent());
            }
            case ReplayEvent.Order order -> {
                line.put("shop", order.shop().toString());
                line.put("order", order.order());
            }
            case ReplayEvent.Time _ -> {
            }
        }
        return Json.string(line).getBytes(StandardCharsets.UTF_8);
    }

    private static Optional<IpAddress> ipv4(String text) {
        var matcher = IPV4.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        byte[] bytes = new byte[4];
        for (int i = 0; i < bytes.length; i++) {
            int part = Integer.parseInt(matcher.group(i + 1));
            if (part > 255) {
                return Optional.empty();
            }
            bytes[i] = (byte) part;
        }
        return Optional.of(IpAddress.of(bytes));
    }
}

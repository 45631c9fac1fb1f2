package centuple.moving;

import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The exports of programs we know. What each follows is told in docs/operating/moving-in.md. Stateless. */
public final class Presets {
    /** Programs there are presets for, and {@code csv} for any other with a mapping of one's own. */
    public static final List<String> PROGRAMS = List.of("dub", "shlink", "affiliatewp", "csv");

    private Presets() {
    }

    /** The mapping of a program's export; empty where it has none of that kind. */
    public static Optional<Mapping> of(String program, MovedKind kind) {
        return switch (program) {
            case "dub" -> Optional.of(dub(kind));
            case "shlink" -> kind == MovedKind.SALES ? Optional.empty() : Optional.of(shlink(kind));
            case "affiliatewp" -> kind == MovedKind.SALES ? Optional.of(affiliateWp()) : Optional.empty();
            default -> Optional.of(Mapping.NONE);
        };
    }

    private static Mapping dub(MovedKind kind) {
        return switch (kind) {
            case LINKS -> columns(Map.of(MovedField.SHORT_LINK, List.of("Short link", "Link"), MovedField.TARGET,
                    List.of("Destination URL", "URL")));
            // One row for each click, as events are exported; or the totals in the export of links.
            case CLICKS -> columns(Map.of(MovedField.SHORT_LINK, List.of("Link", "Short link"), MovedField.AT,
                    List.of("Date"), MovedField.COUNT, List.of("Clicks"), MovedField.SINCE, List.of("Created at")));
            case SALES -> columns(Map.of(MovedField.ID, List.of("ID"), MovedField.TYPE, List.of("Type"),
                    MovedField.AMOUNT, List.of("Amount"), MovedField.CURRENCY, List.of("Currency"), MovedField.STATUS,
                    List.of("Status"), MovedField.REFERENCE, List.of("Invoice ID"), MovedField.PLACED_AT,
                    List.of("Created at"), MovedField.PARTNER, List.of("Partner ID")))
                    .with(AmountForm.DISPLAY).withTypes(List.of("sale"))
                    .with(SaleState.UNPAID, List.of("pending"))
                    .with(SaleState.PAID, List.of("processed", "paid"))
                    .with(SaleState.NOT_OWED, List.of("refunded", "duplicate", "fraud", "canceled", "hold"));
        };
    }

    private static Mapping shlink(MovedKind kind) {
        if (kind == MovedKind.LINKS) {
            return columns(Map.of(MovedField.SHORT_LINK, List.of("shortUrl"), MovedField.TARGET, List.of("longUrl")));
        }
        // The visits of one short URL; or the totals in the export of short URLs.
        return columns(Map.of(MovedField.SHORT_LINK, List.of("shortUrl", "visitedUrl"), MovedField.AT,
                List.of("date"), MovedField.BOT, List.of("potentialBot"), MovedField.COUNT, List.of("visits"),
                MovedField.SINCE, List.of("createdAt")));
    }

    /** Its amounts are commissions, so the sale must stand in a column that the shop adds. */
    private static Mapping affiliateWp() {
        return columns(Map.of(MovedField.PARTNER, List.of("Affiliate ID"), MovedField.AMOUNT, List.of("Sale Amount"),
                MovedField.CURRENCY, List.of("Currency"), MovedField.STATUS, List.of("Status"), MovedField.REFERENCE,
                List.of("Reference"), MovedField.PLACED_AT, List.of("Date")))
                .with(SaleState.UNPAID, List.of("unpaid")).with(SaleState.PAID, List.of("paid"))
                .with(SaleState.NOT_OWED, List.of("pending", "rejected", "draft", "failed"));
    }

    private static Mapping columns(Map<MovedField, List<String>> names) {
        return new Mapping(new EnumMap<>(names), Set.of(), AmountForm.DECIMAL, ZoneOffset.UTC, Map.of(), Set.of());
    }
}

package centuple.catalogue;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Sizes as shops write them, brought to one form: {@code "EU 42"}, {@code "42 (EU)"} and {@code "42,0"} are {@code 42},
 * {@code "Extra Large"} is {@code xl}, {@code "0,5 L"} is {@code 500ml}. Nothing is converted between systems: a
 * {@code UK 8} stays {@code uk8}. Stateless.
 */
public final class Sizes {
    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("extra small", "xs"), Map.entry("x-small", "xs"), Map.entry("small", "s"),
            Map.entry("medium", "m"), Map.entry("large", "l"), Map.entry("extra large", "xl"),
            Map.entry("x-large", "xl"), Map.entry("xx-large", "xxl"), Map.entry("2xl", "xxl"),
            Map.entry("3xl", "xxxl"), Map.entry("xxx-large", "xxxl"), Map.entry("one size", "one size"),
            Map.entry("os", "one size"), Map.entry("onesize", "one size"), Map.entry("taille unique", "one size"),
            Map.entry("tu", "one size"), Map.entry("einheitsgröße", "one size"), Map.entry("default title", ""));
    private static final Pattern LABEL = Pattern.compile("^(?:size|taille|pointure|größe|grösse|gr\\.?)[ :]+");
    private static final Pattern EUROPEAN = Pattern.compile("^eur?[ .:-]*(?=[0-9])|(?<=[0-9])[ (]*eur?\\)?$");
    private static final Pattern SYSTEM = Pattern.compile("^(uk|us|it|jp|fr|de)[ .:-]+(?=[0-9])");
    private static final Pattern AMOUNT = Pattern
            .compile("^([0-9]{1,7}(?:\\.[0-9]{1,4})?) ?(ml|cl|dl|l|g|kg|mm|cm|m)$");
    private static final Map<String, Integer> THOUSANDTHS = Map.of("ml", 1, "cl", 10, "dl", 100, "l", 1_000, "g", 1,
            "kg", 1_000, "mm", 1, "cm", 10, "m", 1_000);
    private static final Map<String, String> BASE = Map.of("ml", "ml", "cl", "ml", "dl", "ml", "l", "ml", "g", "g",
            "kg", "g", "mm", "mm", "cm", "mm", "m", "mm");

    private Sizes() {
    }

    /** The one form; empty where the text says nothing of a size. */
    public static String normal(String text) {
        if (text.isEmpty()) {
            return ""; // the usual wish names none
        }
        String size = text.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
        if (size.isEmpty()) {
            return "";
        }
        size = LABEL.matcher(size).replaceFirst("").replaceAll("(?<=[0-9]),(?=[0-9])", ".");
        String word = WORDS.get(size);
        if (word != null) {
            return word;
        }
        Matcher amount = AMOUNT.matcher(size);
        if (amount.matches()) {
            return amount(amount.group(1), amount.group(2));
        }
        size = EUROPEAN.matcher(size).replaceFirst("").strip();
        size = SYSTEM.matcher(size).replaceFirst("$1");
        return size.replaceAll("(?<=[0-9])\\.0+(?![0-9])", "");
    }

    private static String amount(String number, String unit) {
        java.math.BigDecimal base = new java.math.BigDecimal(number)
                .multiply(java.math.BigDecimal.valueOf(THOUSANDTHS.getOrDefault(unit, 1)));
        return base.stripTrailingZeros().toPlainString() + BASE.getOrDefault(unit, unit);
    }
}

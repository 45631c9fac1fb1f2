package centuple.simulation.report;

import centuple.simulation.NicheSettings;
import centuple.simulation.Simulation;
import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Words and numbers of the report in one language. Immutable.
 *
 * @param texts by key
 * @param locale how numbers are written
 */
public record Wording(Map<String, String> texts, Locale locale) {
    private static final int RATIO_DECIMALS = 2;

    public Wording {
        texts = Map.copyOf(texts);
    }

    /** The text of a key, its {@code {0}} filled. */
    public String text(String key, Object... arguments) {
        String text = texts.get(key);
        if (text == null) {
            throw new IllegalArgumentException("no text for " + key + " in " + locale);
        }
        return arguments.length == 0 ? text : new MessageFormat(text, locale).format(arguments);
    }

    /** The texts whose keys begin so, in the order of their keys. */
    public List<String> list(String prefix) {
        return texts.entrySet().stream().filter(text -> text.getKey().startsWith(prefix))
                .sorted(Map.Entry.comparingByKey()).map(Map.Entry::getValue).toList();
    }

    /** A figure's value in its own way; {@code none} where there is no value. */
    public String value(Figure figure, @Nullable Double value) {
        if (value == null) {
            return text("none");
        }
        return switch (figure.kind()) {
            case COUNT -> count(Math.round(value));
            case MONEY -> money(Math.round(value));
            case RATIO -> decimals(BigDecimal.valueOf(value), RATIO_DECIMALS);
        };
    }

    /** A range as lowest and highest value. */
    public String range(Figure figure, Simulation.@Nullable Range range) {
        if (range == null) {
            return text("none");
        }
        return value(figure, range.min()) + " – " + value(figure, range.max());
    }

    public String count(long count) {
        return NumberFormat.getIntegerInstance(locale).format(count);
    }

    /** An amount in the currency of the niche, without its name. */
    public String money(long minor) {
        int decimals = NicheSettings.CURRENCY.exponent();
        return decimals(BigDecimal.valueOf(minor, decimals), decimals);
    }

    /** A share as a percentage. */
    public String percent(double share) {
        return decimals(BigDecimal.valueOf(share * 100), 1) + " %";
    }

    /** A number with that many decimals, rounded half up. */
    public String decimals(BigDecimal value, int decimals) {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setMinimumFractionDigits(decimals);
        format.setMaximumFractionDigits(decimals);
        format.setRoundingMode(RoundingMode.HALF_UP);
        return format.format(value);
    }
}

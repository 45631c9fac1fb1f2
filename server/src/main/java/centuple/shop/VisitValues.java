package centuple.shop;

import centuple.money.Currency;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What visits are worth by the terms in force: what the receiver declared, else the median of what is declared in that
 * currency on this exchange, else the usual value. Credit lines and routing read the same values. Immutable.
 */
public final class VisitValues {
    /** What a visit is worth where nobody declared anything in its currency; minor units. */
    public static final long USUAL_MINOR = 10;

    private final Map<Currency, Long> medianMinor = new HashMap<>();

    private VisitValues(Map<Currency, List<Long>> declared) {
        declared.forEach((currency, values) -> {
            values.sort(null);
            medianMinor.put(currency, values.get((values.size() - 1) / 2));
        });
    }

    /** The values of these terms. A declared zero says that nothing is promised, and moves no median. */
    public static VisitValues of(Collection<Declared> terms) {
        Map<Currency, List<Long>> declared = new HashMap<>();
        for (Declared each : terms) {
            Long value = each.valueMinor();
            if (value != null && value > 0) {
                declared.computeIfAbsent(each.currency(), _ -> new ArrayList<>()).add(value);
            }
        }
        return new VisitValues(declared);
    }

    /** The worth of a visit in minor units, at least one; for no terms and for none declared that of others. */
    public long minor(Currency currency, @Nullable Long declaredMinor) {
        return declaredMinor == null
                ? medianMinor.getOrDefault(currency, USUAL_MINOR)
                : Math.max(1, declaredMinor);
    }

    /** Whether anybody declared a value in that currency. */
    public boolean isKnown(Currency currency) {
        return medianMinor.containsKey(currency);
    }

    /**
     * What terms say of a visit.
     *
     * @param valueMinor in minor units of the currency; null where nothing is declared
     */
    public record Declared(Currency currency, @Nullable Long valueMinor) {
    }
}

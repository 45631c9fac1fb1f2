package centuple.testkit.payload;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;

/**
 * Reads amounts of JSON in the plainest way, for oracles: what is not clearly an amount, list or flag throws.
 *
 * @param exponent digits of the currency after the point
 */
public record NaiveJson(int exponent) {
    private static final int SCALE_MAX = 40;

    /** Of a currency that a field names. */
    public static NaiveJson in(JsonNode body, String field) {
        String code = body.path(field).stringValue().strip().toUpperCase(Locale.ROOT);
        return new NaiveJson(Currency.getInstance(code).getDefaultFractionDigits());
    }

    /** A field in minor units. */
    public long minor(JsonNode body, String field) {
        return minor(decimal(body, field));
    }

    /** Minor units, half up. */
    public long minor(BigDecimal amount) {
        if (Math.abs((long) amount.scale()) > SCALE_MAX) {
            throw new ArithmeticException("too many digits");
        }
        return amount.movePointRight(exponent).setScale(0, RoundingMode.HALF_UP).longValueExact();
    }

    /** A number, or a text that is one. */
    public static BigDecimal decimal(JsonNode body, String field) {
        JsonNode value = body.path(field);
        return value.isNumber() ? value.decimalValue() : new BigDecimal(value.stringValue().strip());
    }

    public static boolean flag(JsonNode body, String field) {
        return body.path(field).booleanValue();
    }

    /** The elements of a list of objects. */
    public static List<JsonNode> list(JsonNode body, String field) {
        if (!(body.path(field) instanceof ArrayNode list)) {
            throw new IllegalArgumentException(field + " is not a list");
        }
        List<JsonNode> all = new ArrayList<>();
        for (JsonNode element : list) {
            if (!element.isObject()) {
                throw new IllegalArgumentException(field + " holds something else");
            }
            all.add(element);
        }
        return all;
    }
}

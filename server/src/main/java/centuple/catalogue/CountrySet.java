package centuple.catalogue;

import java.util.Arrays;
import java.util.Collection;

/** Countries (ISO 3166-1 alpha-2, any two letters A to Z). Immutable. */
public final class CountrySet {
    /** Letters squared. */
    private static final int CODES = 26 * 26;
    /** No country. */
    public static final CountrySet NONE = new CountrySet(new long[(CODES + 63) / 64]);
    /** Every country. */
    public static final CountrySet EVERYWHERE = everywhere();

    private final long[] bits;

    private CountrySet(long[] bits) {
        this.bits = bits;
    }

    /** The number of a country, 0 to 675; -1 where the text is not two letters. */
    public static int code(String country) {
        if (country.length() != 2) {
            return -1;
        }
        int first = Character.toUpperCase(country.charAt(0)) - 'A';
        int second = Character.toUpperCase(country.charAt(1)) - 'A';
        return first < 0 || first > 25 || second < 0 || second > 25 ? -1 : first * 26 + second;
    }

    /**
     * These countries; {@code *} stands for all.
     *
     * @throws IllegalArgumentException when one is neither two letters nor {@code *}
     */
    public static CountrySet of(Collection<String> countries) {
        long[] bits = new long[NONE.bits.length];
        for (String country : countries) {
            if (country.equals("*")) {
                return EVERYWHERE;
            }
            int code = code(country);
            if (code < 0) {
                throw new IllegalArgumentException("a country has two letters: " + country);
            }
            bits[code >> 6] |= 1L << code;
        }
        return new CountrySet(bits);
    }

    /** Whether the country of that {@link #code} is in it. */
    public boolean contains(int code) {
        return code >= 0 && (bits[code >> 6] & 1L << code) != 0;
    }

    public boolean isEmpty() {
        return equals(NONE);
    }

    private static CountrySet everywhere() {
        long[] bits = new long[(CODES + 63) / 64];
        for (int code = 0; code < CODES; code++) {
            bits[code >> 6] |= 1L << code;
        }
        return new CountrySet(bits);
    }

    @Override
    public boolean equals(@org.jspecify.annotations.Nullable Object other) {
        return other instanceof CountrySet set && Arrays.equals(bits, set.bits);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bits);
    }

    /** The codes in order without anything between them ({@code BEFR}), or {@code *}; {@link #parse} reads it. */
    @Override
    public String toString() {
        if (equals(EVERYWHERE)) {
            return "*";
        }
        StringBuilder text = new StringBuilder();
        for (int code = 0; code < CODES; code++) {
            if (contains(code)) {
                text.append((char) ('A' + code / 26)).append((char) ('A' + code % 26));
            }
        }
        return text.toString();
    }

    /** Reads what {@link #toString} wrote. */
    public static CountrySet parse(String text) {
        if (text.equals("*")) {
            return EVERYWHERE;
        }
        long[] bits = new long[NONE.bits.length];
        for (int i = 0; i + 2 <= text.length(); i += 2) {
            int code = code(text.substring(i, i + 2));
            if (code < 0) {
                throw new IllegalArgumentException("not codes of countries: " + text);
            }
            bits[code >> 6] |= 1L << code;
        }
        return new CountrySet(bits);
    }
}

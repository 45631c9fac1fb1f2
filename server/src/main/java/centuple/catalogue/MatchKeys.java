package centuple.catalogue;

import java.text.Normalizer;
import java.util.Locale;

/** The forms in which brands, part numbers and categories of two shops are compared. Stateless. */
public final class MatchKeys {
    /** No brand and part number. */
    public static final long NONE = 0;

    /** Of the 64-bit FNV-1a hash. */
    static final long FNV_PRIME = 0x100000001b3L;

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;

    private MatchKeys() {
    }

    /**
     * One number for a brand and a part number: letters and digits only, without case and accents, so that
     * {@code Müller / AB-12} and {@code MULLER / ab 12} are the same. {@link #NONE} where one of them is empty. A
     * 64-bit hash (FNV-1a with the finish of MurmurHash3): that any two of a million different products share a number
     * has a chance of 3 in 10^8.
     */
    public static long brandMpn(String brand, String mpn) {
        long ofBrand = hash(brand, FNV_OFFSET);
        if (ofBrand == FNV_OFFSET) {
            return NONE;
        }
        long start = (ofBrand ^ 0xff) * FNV_PRIME;
        long both = hash(mpn, start);
        if (both == start) {
            return NONE;
        }
        long mixed = mix(both);
        return mixed == NONE ? 1 : mixed;
    }

    /** Lower case, single spaces, {@code " > "} between levels; empty stays empty. */
    public static String category(String text) {
        StringBuilder normal = new StringBuilder(text.length());
        for (String level : text.split(">", -1)) {
            String words = level.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
            if (!words.isEmpty()) {
                normal.append(normal.isEmpty() ? "" : " > ").append(words);
            }
        }
        return normal.toString();
    }

    /** Spreads all bits of a number over all bits of the result; one to one. */
    static long mix(long value) {
        long x = value;
        x = (x ^ x >>> 33) * 0xff51afd7ed558ccdL;
        x = (x ^ x >>> 33) * 0xc4ceb9fe1a85ec53L;
        return x ^ x >>> 33;
    }

    private static long hash(String text, long start) {
        String plain = isAscii(text) ? text : Normalizer.normalize(text, Normalizer.Form.NFKD);
        long hash = start;
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            if (Character.isLetterOrDigit(c)) {
                hash = (hash ^ Character.toLowerCase(c)) * FNV_PRIME;
            }
        }
        return hash;
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 127) {
                return false;
            }
        }
        return true;
    }
}

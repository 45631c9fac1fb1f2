package centuple.moving;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A short link of another program.
 *
 * @param name host and path without scheme, query and fragment, such as {@code dub.sh/summer}; or only a code
 * @param code what stands behind the host
 */
public record ShortLink(String name, String code) {
    private static final Pattern GOOD = Pattern.compile("[A-Za-z0-9_-]{4,64}");
    private static final Pattern OTHER = Pattern.compile("[^A-Za-z0-9_-]+");
    private static final String RENAMED = "-moved";
    private static final int STEM_CHARS_MAX = 48;
    private static final int RENAMES_MAX = 100;
    private static final int CHARS_MAX = 2_048;

    /** Reads an address or a code. */
    public static ShortLink read(String text) throws RefusedRowException {
        String bare = text.replaceFirst("^[A-Za-z][A-Za-z0-9+.-]*://", "").replaceFirst("[?#].*$", "")
                .replaceFirst("/+$", "");
        int slash = bare.indexOf('/');
        if (bare.isEmpty() || bare.length() > CHARS_MAX || slash < 0 && !bare.equals(text)) {
            throw RefusedRowException.of(MovedField.SHORT_LINK, "is no short link such as https://dub.sh/summer");
        }
        return slash < 0
                ? new ShortLink(bare, bare)
                : new ShortLink(bare.substring(0, slash).toLowerCase(Locale.ROOT) + bare.substring(slash),
                        bare.substring(slash + 1));
    }

    /** Whether its code may be a code of ours. */
    public boolean keepsItsCode() {
        return GOOD.matcher(code).matches();
    }

    /** Codes it may have here, the best first: its own where that is one of ours, then names near it. */
    public Stream<String> wishes() {
        String plain = OTHER.matcher(code).replaceAll("-");
        String stem = plain.length() > STEM_CHARS_MAX ? plain.substring(0, STEM_CHARS_MAX) : plain;
        Stream<String> near = IntStream.rangeClosed(1, RENAMES_MAX)
                .mapToObj(n -> stem + RENAMED + (n == 1 ? "" : "-" + n));
        return keepsItsCode() ? Stream.concat(Stream.of(code), near) : near;
    }
}

package centuple.catalogue.feed;

import java.util.Map;

/** Text without the HTML that shops put into names: tags are dropped, entities read, spaces made single. Stateless. */
final class PlainText {
    private static final int ENTITY_CHARS_MAX = 10;
    private static final Map<String, String> ENTITIES = Map.ofEntries(Map.entry("amp", "&"), Map.entry("lt", "<"),
            Map.entry("gt", ">"), Map.entry("quot", "\""), Map.entry("apos", "'"), Map.entry("nbsp", " "),
            Map.entry("eacute", "é"), Map.entry("egrave", "è"), Map.entry("ecirc", "ê"), Map.entry("agrave", "à"),
            Map.entry("ccedil", "ç"), Map.entry("ocirc", "ô"), Map.entry("ucirc", "û"), Map.entry("auml", "ä"),
            Map.entry("ouml", "ö"), Map.entry("uuml", "ü"), Map.entry("szlig", "ß"), Map.entry("ndash", "–"),
            Map.entry("mdash", "—"), Map.entry("rsquo", "’"), Map.entry("lsquo", "‘"), Map.entry("reg", "®"),
            Map.entry("trade", "™"), Map.entry("deg", "°"), Map.entry("euro", "€"), Map.entry("hellip", "…"));

    private PlainText() {
    }

    /** The text, cut to that many characters. */
    static String of(String html, int charsMax) {
        String text = html.indexOf('&') < 0 ? html : entities(html);
        text = text.indexOf('<') < 0 ? text : text.replaceAll("</?[a-zA-Z!][^<>]*>", " ");
        StringBuilder plain = new StringBuilder(Math.min(text.length(), charsMax));
        boolean space = false;
        for (int i = 0; i < text.length() && plain.length() < charsMax; i++) {
            char c = text.charAt(i);
            if (Character.isWhitespace(c) || Character.isISOControl(c) || Character.isSpaceChar(c)) {
                space = !plain.isEmpty();
            } else {
                if (space) {
                    plain.append(' ');
                    space = false;
                }
                plain.append(c);
            }
        }
        cutHalfCharacter(plain);
        return plain.toString();
    }

    private static void cutHalfCharacter(StringBuilder text) {
        if (!text.isEmpty() && Character.isHighSurrogate(text.charAt(text.length() - 1))) {
            text.setLength(text.length() - 1);
        }
    }

    private static String entities(String html) {
        StringBuilder text = new StringBuilder(html.length());
        int at = 0;
        while (at < html.length()) {
            char c = html.charAt(at);
            int end = c == '&' ? html.indexOf(';', at) : -1;
            String read = end > at + 1 && end - at <= ENTITY_CHARS_MAX ? entity(html.substring(at + 1, end)) : "";
            if (read.isEmpty()) {
                text.append(c);
                at++;
            } else {
                text.append(read);
                at = end + 1;
            }
        }
        return text.toString();
    }

    private static String entity(String name) {
        if (name.matches("#[0-9]{1,7}")) {
            return codePoint(Integer.parseInt(name.substring(1)));
        }
        if (name.matches("#[xX][0-9a-fA-F]{1,6}")) {
            return codePoint(Integer.parseInt(name.substring(2), 16));
        }
        return ENTITIES.getOrDefault(name, "");
    }

    private static String codePoint(int code) {
        boolean good = Character.isValidCodePoint(code) && code >= ' '
                && Character.getType(code) != Character.SURROGATE;
        return good ? Character.toString(code) : " ";
    }
}

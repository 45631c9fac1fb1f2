package centuple.shop.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds {@code <meta name="centuple" content="...">} in the head of a page. What stands in comments, scripts or the
 * body
 * does not count: visitors of a shop can often write there. Stateless.
 */
public final class MetaTags {
    /** Proofs one page may hold, for shops on several exchanges. */
    private static final int TAGS_MAX = 20;
    private static final Pattern NOT_MARKUP = Pattern
            .compile("(?is)<!--.*?(-->|\\z)|<(script|style|title|template|noscript)\\b.*?(</\\2|\\z)");
    private static final Pattern END_OF_HEAD = Pattern.compile("(?i)<body\\b|</head\\b");
    private static final Pattern TAG = Pattern.compile("<meta\\b([^>]{0,2000})>", Pattern.CASE_INSENSITIVE);
    private static final Pattern ATTRIBUTE = Pattern
            .compile("([a-zA-Z-]{1,20})\\s{0,5}=\\s{0,5}(?:\"([^\"]{0,500})\"|'([^']{0,500})')");

    private MetaTags() {
    }

    /** What the tags say, in their order. */
    public static List<ProofText> proofs(String html) {
        Matcher tags = TAG.matcher(head(html));
        List<ProofText> found = new ArrayList<>();
        for (int count = 0; count < TAGS_MAX && tags.find();) {
            Matcher attributes = ATTRIBUTE.matcher(tags.group(1));
            String name = "";
            String content = "";
            while (attributes.find()) {
                String value = attributes.group(2) != null ? attributes.group(2) : attributes.group(3);
                switch (attributes.group(1).toLowerCase(Locale.ROOT)) {
                    case "name" -> name = value;
                    case "content" -> content = value;
                    default -> {
                    }
                }
            }
            if (name.equals("centuple")) {
                count++;
                ProofText.parse(content).ifPresent(found::add);
            }
        }
        return found;
    }

    /** The page up to its body, without comments, scripts and other text that is not markup. */
    private static String head(String html) {
        String kept = NOT_MARKUP.matcher(html).replaceAll("");
        Matcher end = END_OF_HEAD.matcher(kept);
        return end.find() ? kept.substring(0, end.start()) : kept;
    }
}

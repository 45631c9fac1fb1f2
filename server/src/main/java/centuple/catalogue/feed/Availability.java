package centuple.catalogue.feed;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The spellings of "can be had now". What can only be ordered ahead cannot. Stateless. */
final class Availability {
    private static final Map<String, Boolean> WORDS = Map.ofEntries(Map.entry("instock", true),
            Map.entry("available", true), Map.entry("yes", true), Map.entry("true", true), Map.entry("y", true),
            Map.entry("instoreonly", false), Map.entry("onlineonly", true), Map.entry("limitedavailability", true),
            Map.entry("enstock", true), Map.entry("disponible", true), Map.entry("oui", true),
            Map.entry("auflager", true), Map.entry("lieferbar", true), Map.entry("verfügbar", true),
            Map.entry("ja", true), Map.entry("outofstock", false), Map.entry("soldout", false),
            Map.entry("unavailable", false), Map.entry("notavailable", false), Map.entry("no", false),
            Map.entry("false", false), Map.entry("n", false), Map.entry("preorder", false),
            Map.entry("presale", false), Map.entry("backorder", false), Map.entry("onbackorder", false),
            Map.entry("discontinued", false), Map.entry("madetoorder", false), Map.entry("rupturedestock", false),
            Map.entry("enrupturedestock", false), Map.entry("épuisé", false), Map.entry("indisponible", false),
            Map.entry("non", false), Map.entry("ausverkauft", false), Map.entry("nichtauflager", false),
            Map.entry("nichtlieferbar", false), Map.entry("nein", false));

    private Availability() {
    }

    /**
     * Google's words with or without underscores and in any case, schema.org's addresses, words of shops in English,
     * French and German, and numbers of pieces; empty for anything else.
     */
    static Optional<Boolean> read(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        word = word.substring(word.lastIndexOf('/') + 1);
        if (word.matches("-?[0-9]{1,9}([.,][0-9]{1,4})?")) {
            return Optional.of(Double.parseDouble(word.replace(',', '.')) > 0);
        }
        return Optional.ofNullable(WORDS.get(word.replaceAll("[\\s_-]", "")));
    }
}

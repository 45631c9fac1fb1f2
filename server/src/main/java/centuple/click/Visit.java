package centuple.click;

/**
 * What is kept of the visitor: nothing that tells one person from another. Immutable.
 *
 * @param visitClass what the visit counts as
 * @param device the coarse kind of device
 * @param country two capital letters (ISO 3166-1), or empty where unknown
 */
public record Visit(VisitClass visitClass, Device device, String country) {

    /** Refuses a country that is neither empty nor two capital letters. */
    public Visit {
        boolean letters = country.length() == 2 && isCapital(country.charAt(0)) && isCapital(country.charAt(1));
        if (!country.isEmpty() && !letters) {
            throw new IllegalArgumentException("a country is two capital letters or empty");
        }
    }

    static boolean isCapital(int c) {
        return c >= 'A' && c <= 'Z';
    }
}

package centuple.catalogue;

/**
 * What a visitor wants that a shop cannot serve. Numbers are those of the index that is asked.
 *
 * @param product the giver's own product the visitor looked at; {@link CatalogueIndex#NONE} where only a category is
 *        known
 * @param category of {@link CatalogueIndex#category}, where there is no product; {@link CatalogueIndex#NONE} for none
 * @param size of {@link CatalogueIndex#size}; {@link #ANY} where the visitor named none: then the product's own counts
 * @param country of {@link CountrySet#code}; {@link #ANY} where it is not known
 * @param spread which of many products of a category is taken: any number, the same one gives the same product
 */
public record Wanted(int product, int category, int size, int country, int spread) {
    /** No wish. */
    public static final int ANY = -1;
    /** A size that no product has. */
    public static final int UNKNOWN_SIZE = -2;
}

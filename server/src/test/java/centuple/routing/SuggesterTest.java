package centuple.routing;

import static centuple.link.TestLinks.JACQUES;
import static centuple.link.TestLinks.ODILE;
import static centuple.link.TestLinks.PAUL;
import static org.assertj.core.api.Assertions.assertThat;

import centuple.catalogue.CatalogueIndex;
import centuple.catalogue.MatchReason;
import centuple.click.TestKeys;
import centuple.link.LinkRow;
import centuple.link.LinkSnapshot;
import centuple.link.LinkTable;
import centuple.link.LinkTableBuilder;
import centuple.link.PairTable;
import centuple.link.TargetUrl;
import centuple.link.TestLinks;
import centuple.money.Currency;
import centuple.routing.weight.Figures;
import centuple.routing.weight.RoutingTableBuilder;
import centuple.shop.ShopId;
import centuple.testkit.Seed;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** From a wish to what a visitor is shown: the own feed, the partners' feeds, the pages, the draw. */
class SuggesterTest {
    private static final ShopId LEA = new ShopId(0x77);

    private final Seed seed = Seed.fresh();
    private final PairTable pairs = new PairTable();
    private static final long TODAY = 20_000;

    private final Suggester suggester = new Suggester(new Disclosures());
    private List<String> paulsPaths = List.of();

    @Test
    void thePartnerThatHasTheProductItselfIsShown() {
        Suggested suggested = suggest(wish(new Wish.Asked.ByProduct("shoe"), Reason.OUT_OF_STOCK),
                Offered.shoe(JACQUES, "jacques.example", false), Offered.shoe(ODILE, "odile.example", true),
                Offered.product(PAUL, "https://paul.example/shop/boot", 0, "shoes", true));
        assertThat(suggested.product()).isEqualTo("shoe");
        assertThat(suggested.question().category()).isEqualTo("shoes");
        assertThat(suggested.eligible()).isEqualTo(1);
        assertThat(suggested.shown()).containsExactly(new Suggested.Shown(ODILE, "shoe",
                new Suggested.Page("Title of shoe", "https://odile.example/shop/shoe"), MatchReason.GTIN, 1.0));
        assertThat(suggested.refusals()).isEqualTo(Map.of(Ineligible.ANOTHER_HAS_IT, 1));
    }

    @Test
    void withoutItSomethingLikeItIsShown() {
        Suggested suggested = suggest(wish(new Wish.Asked.ByGtin(Offered.SHOE), Reason.OUT_OF_STOCK),
                Offered.shoe(JACQUES, "jacques.example", false), Offered.shoe(ODILE, "odile.example", false),
                Offered.product(PAUL, "https://paul.example/shop/boot", 0, "shoes", true));
        assertThat(suggested.shown()).extracting(Suggested.Shown::receiver).containsExactly(PAUL);
        assertThat(suggested.refusals()).isEqualTo(Map.of(Ineligible.NOT_IN_STOCK_THERE, 1));
    }

    @Test
    void onlyForProductsOfTheOwnFeedThatItCannotServe() {
        Wish byProduct = wish(new Wish.Asked.ByProduct("shoe"), Reason.OUT_OF_STOCK);
        assertThat(suggest(byProduct, Offered.shoe(ODILE, "odile.example", true)).refusals())
                .isEqualTo(Map.of(Ineligible.NOT_IN_OWN_FEED, 1));
        assertThat(suggest(wish(new Wish.Asked.ByGtin(Offered.SHOE), Reason.OUT_OF_STOCK),
                Offered.shoe(ODILE, "odile.example", true)).shown()).isEmpty();
        assertThat(suggest(byProduct, Offered.shoe(JACQUES, "jacques.example", true),
                Offered.shoe(ODILE, "odile.example", true)).refusals())
                .isEqualTo(Map.of(Ineligible.GIVER_CAN_SERVE, 1));
        Wish elsewhere = new Wish(JACQUES, new Wish.Asked.ByProduct("shoe"), "", "DE", Reason.NO_DELIVERY);
        assertThat(suggest(elsewhere, Offered.shoe(JACQUES, "jacques.example", true),
                Offered.shoe(ODILE, "odile.example", true)).refusals())
                .as("Odile does not deliver there either").isEqualTo(Map.of(Ineligible.NOT_IN_STOCK_THERE, 2));
    }

    @Test
    void aCategoryIsAskedForWhereTheShopSellsNothingOfIt() {
        Wish hats = wish(new Wish.Asked.ByCategory("Hats"), Reason.OTHER_NICHE);
        assertThat(suggest(hats, Offered.product(ODILE, "https://odile.example/shop/hat", 0, "hats", true)).refusals())
                .as("Jacques has not said what such a visitor is worth")
                .isEqualTo(Map.of(Ineligible.NOT_WORTH_IT, 1, Ineligible.NOT_IN_STOCK_THERE, 1));
        Map<Integer, GiverRoutes.OwnWorth> one = Map.of(JACQUES.value(),
                new GiverRoutes.OwnWorth(Map.of(Reason.OTHER_NICHE, 1L)));
        assertThat(suggest(hats, one, Offered.product(ODILE, "https://odile.example/shop/hat", 0, "hats", true))
                .shown()).extracting(Suggested.Shown::match).containsExactly(MatchReason.CATEGORY);
        assertThat(suggest(hats, one, Offered.product(JACQUES, "https://jacques.example/own", 0, "hats", true),
                Offered.product(ODILE, "https://odile.example/shop/hat", 0, "hats", true)).refusals())
                .isEqualTo(Map.of(Ineligible.GIVER_CAN_SERVE, 1));
    }

    @Test
    void pagesMustBeWhereTheyMayBeLedTo() {
        paulsPaths = List.of("/shop");
        Suggested suggested = suggest(wish(new Wish.Asked.ByProduct("shoe"), Reason.OUT_OF_STOCK),
                Offered.shoe(JACQUES, "jacques.example", false),
                Offered.product(ODILE, "https://evil.example/shop/shoe", Offered.SHOE, "shoes", true),
                Offered.product(PAUL, "https://paul.example/private/shoe", Offered.SHOE, "shoes", true));
        assertThat(suggested.shown()).isEmpty();
        assertThat(suggested.refusals()).isEqualTo(Map.of(Ineligible.PAGE_NOT_PROVEN, 2));
    }

    @Test
    void whoIsNoPartnerIsNeverAsked() {
        Suggested suggested = suggest(wish(new Wish.Asked.ByProduct("shoe"), Reason.OUT_OF_STOCK),
                Offered.shoe(JACQUES, "jacques.example", false), Offered.shoe(LEA, "lea.example", true));
        assertThat(suggested.shown()).isEmpty();
        assertThat(suggested.refusals()).isEqualTo(Map.of(Ineligible.NOT_IN_STOCK_THERE, 2));
    }

    /** Odile has many hats, Jacques none in stock: asking often for one of his is no way to leaf through hers. */
    @Test
    void theSameQuestionFindsTheSameProductAllDay() {
        Set<String> seen = new HashSet<>();
        RoutingView hats = hats(1, 201);
        for (int i = 0; i < 1_500; i++) {
            seen.addAll(products(suggester.suggest(hat(0), hats, TODAY, seed.random())));
        }
        assertThat(seen).hasSize(1);
        for (int day = 1; day <= 50; day++) {
            seen.addAll(products(suggester.suggest(hat(0), hats, TODAY + day, seed.random())));
        }
        assertThat(seen).as("on another day another one").hasSizeBetween(20, 51);
    }

    @Test
    void onlySoManyProductsOfAPartnerAreShownInADay() {
        Set<String> seen = new HashSet<>();
        RoutingView hats = hats(1_500, 2_000);
        List<String> last = List.of();
        for (int own = 0; own < 1_500; own++) {
            last = products(suggester.suggest(hat(own), hats, TODAY, seed.random()));
            seen.addAll(last);
        }
        assertThat(seen).hasSize(Disclosures.LIKE_MAX);
        assertThat(products(suggester.suggest(hat(0), hats, TODAY, seed.random()))).as("shown already").hasSize(1);
        Suggested refused = java.util.stream.IntStream.range(0, 1_500)
                .mapToObj(own -> suggester.suggest(hat(own), hats, TODAY, seed.random()))
                .filter(suggested -> suggested.shown().isEmpty()).findFirst().orElseThrow();
        assertThat(refused.refusals()).containsEntry(Ineligible.SHOWN_ENOUGH, 1);
        assertThat(products(suggester.suggest(hat(1_499), hats, TODAY + 1, seed.random()))).as("the next day")
                .hasSize(1);
    }

    private static Wish hat(int own) {
        return wish(new Wish.Asked.ByProduct("own" + own), Reason.OUT_OF_STOCK);
    }

    private static List<String> products(Suggested suggested) {
        return suggested.shown().stream().map(Suggested.Shown::product).toList();
    }

    private RoutingView hats(int own, int odiles) {
        List<centuple.catalogue.Product> hats = new ArrayList<>();
        for (int i = 0; i < own; i++) {
            hats.add(Offered.product(JACQUES, "https://jacques.example/own" + i, 0, "hats", false));
        }
        for (int i = 0; i < odiles; i++) {
            hats.add(Offered.product(ODILE, "https://odile.example/hat" + i, 0, "hats", true));
        }
        return view(Map.of(), hats.toArray(centuple.catalogue.Product[]::new));
    }

    @Test
    void bothAreShownInTheOrderOfTheDraw() {
        int odileFirst = 0;
        for (int i = 0; i < 400; i++) {
            Suggested suggested = suggest(wish(new Wish.Asked.ByProduct("shoe"), Reason.OUT_OF_STOCK),
                    Offered.shoe(JACQUES, "jacques.example", false), Offered.shoe(ODILE, "odile.example", true),
                    Offered.shoe(PAUL, "paul.example", true));
            assertThat(suggested.shown()).extracting(Suggested.Shown::receiver).containsExactlyInAnyOrder(ODILE, PAUL);
            assertThat(suggested.shown().get(1).probability()).isEqualTo(1);
            odileFirst += suggested.shown().getFirst().receiver().equals(ODILE) ? 1 : 0;
        }
        assertThat(odileFirst).as("like chances").isBetween(100, 300);
    }

    private Suggested suggest(Wish wish, centuple.catalogue.Product... products) {
        return suggest(wish, Map.of(), products);
    }

    private Suggested suggest(Wish wish, Map<Integer, GiverRoutes.OwnWorth> ownWorth,
            centuple.catalogue.Product... products) {
        return suggester.suggest(wish, view(ownWorth, products), TODAY, new java.util.Random());
    }

    private RoutingView view(Map<Integer, GiverRoutes.OwnWorth> ownWorth, centuple.catalogue.Product... products) {
        LinkTable links = new LinkTableBuilder(TestKeys.ring()::signingKey, pairs, TargetUrl.HostRule.PUBLIC)
                .build(new LinkSnapshot(1, List.of(), TestLinks.provenHosts(), List.of(), List.of(),
                        List.of(partner(ODILE, List.of()), partner(PAUL, paulsPaths))));
        Currency eur = new Currency("EUR");
        Figures.Offer offer = new Figures.Offer(eur, 1_000, 0, null, eur);
        Figures figures = new Figures(List.of(), List.of(),
                Map.of(new Figures.PairKey(JACQUES.value(), ODILE.value()), offer,
                        new Figures.PairKey(JACQUES.value(), PAUL.value()), offer));
        RoutingTable table = RoutingTableBuilder.build(figures.byGiver(links.routes(), ownWorth), seed.random());
        CatalogueIndex index = Offered.index(products);
        return RoutingView.EMPTY.with(index, table, links);
    }

    private static LinkSnapshot.PartnerRow partner(ShopId receiver, List<String> paths) {
        return new LinkSnapshot.PartnerRow(JACQUES, receiver, new LinkRow.TermsInForce(1, paths));
    }

    private static Wish wish(Wish.Asked asked, Reason reason) {
        return new Wish(JACQUES, asked, "", "FR", reason);
    }
}

package centuple.routing;

import centuple.catalogue.CatalogueIndex;
import centuple.catalogue.CountrySet;
import centuple.catalogue.MatchKeys;
import centuple.catalogue.MatchReason;
import centuple.catalogue.Matches;
import centuple.catalogue.Sizes;
import centuple.catalogue.Wanted;
import centuple.link.PairRoute;
import centuple.shop.ShopId;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Answers a wish: looks the product up in the giver's own feed, asks the catalogue who has it, and lets the router
 * decide. Keeps its arrays from one wish to the next. For one thread at a time.
 */
public final class Suggester {
    private static final List<Ineligible> INELIGIBLE = List.of(Ineligible.values());

    private final Matches matches = new Matches();
    private final Candidates candidates = new Candidates();
    private final Decision decision = new Decision();
    private final Disclosures disclosures;
    private int withheld;

    /** One of many that share what they have disclosed. */
    public Suggester(Disclosures disclosures) {
        this.disclosures = disclosures;
    }

    /**
     * What the visitor is shown.
     *
     * @param epochDay of today: on one day the same question finds the same product of a partner
     */
    public Suggested suggest(Wish wish, RoutingView view, long epochDay, RandomGenerator random) {
        CatalogueIndex catalogue = view.catalogue();
        int product = product(wish, catalogue);
        int category = category(wish, product, catalogue);
        int size = catalogue.size(Sizes.normal(wish.size()));
        int country = wish.country().isEmpty() ? Wanted.ANY : CountrySet.code(wish.country());
        Question question = new Question(wish.giver().value(), wish.reason(),
                category == CatalogueIndex.NONE ? "" : catalogue.categoryName(category), wish.country(),
                ownFeed(wish, catalogue, product, new Wanted(product, category, size, country, 0)));
        GiverRoutes routes = view.routes(wish.giver());
        candidates.clear();
        withheld = 0;
        boolean open = question.standing() == Question.OwnFeed.CANNOT_SERVE;
        if (open) {
            int spread = 31 * (31 * wish.giver().value() + wish.asked().hashCode()) + Long.hashCode(epochDay);
            catalogue.match(new Wanted(product, category, size, country, spread), view.partners(wish.giver()),
                    matches);
            fill(view, routes, disclosures.of(wish.giver().value(), epochDay));
        }
        Router.decide(question, routes, candidates, random, decision);
        String name = product == CatalogueIndex.NONE ? "" : catalogue.idOf(product);
        return new Suggested(question, name, decision.eligible(),
                refusals(open ? routes.count() - candidates.count() - withheld : 0), shown(wish.giver(), catalogue));
    }

    private static int product(Wish wish, CatalogueIndex catalogue) {
        return switch (wish.asked()) {
            case Wish.Asked.ByProduct(String id) -> catalogue.find(wish.giver(), id);
            case Wish.Asked.ByGtin(long gtin) -> catalogue.findGtin(wish.giver(), gtin);
            case Wish.Asked.ByCategory _ -> CatalogueIndex.NONE;
        };
    }

    private static int category(Wish wish, int product, CatalogueIndex catalogue) {
        if (wish.asked() instanceof Wish.Asked.ByCategory(String name)) {
            return catalogue.category(MatchKeys.category(name));
        }
        return product == CatalogueIndex.NONE ? CatalogueIndex.NONE : catalogue.categoryOf(product);
    }

    /** A category counts as asked for rightly where the giver sells nothing of it that would serve this visitor. */
    private static Question.OwnFeed ownFeed(Wish wish, CatalogueIndex catalogue, int product, Wanted wanted) {
        boolean serves;
        if (wish.asked() instanceof Wish.Asked.ByCategory) {
            serves = wanted.category() != CatalogueIndex.NONE
                    && catalogue.sells(wish.giver(), wanted.category(), wanted.size(), wanted.country());
        } else if (product == CatalogueIndex.NONE) {
            return Question.OwnFeed.ABSENT;
        } else {
            serves = catalogue.serves(product, wanted.size(), wanted.country());
        }
        return serves ? Question.OwnFeed.SERVES : Question.OwnFeed.CANNOT_SERVE;
    }

    private void fill(RoutingView view, GiverRoutes routes, Disclosures.Pairs shown) {
        boolean nothingNew = disclosures.isFull();
        for (int i = 0; i < matches.count(); i++) {
            int product = matches.product(i);
            Partner partner = routes.partner(view.catalogue().shopOf(product).value());
            if (partner != null) {
                PairRoute route = partner.route();
                boolean same = isSame(matches.reason(i));
                int receiver = partner.receiver();
                boolean full = nothingNew || shown.isFull(receiver, same);
                if (full && !shown.has(receiver, view.catalogue().idOf(product))) {
                    withheld++;
                } else {
                    candidates.add(partner, product, same, view.isPageProven(product, route));
                }
            }
        }
    }

    private static boolean isSame(MatchReason reason) {
        return switch (reason) {
            case GTIN, BRAND_MPN -> true;
            case CATEGORY, CURATED -> false;
        };
    }

    private Map<Ineligible, Integer> refusals(int withoutMatch) {
        Map<Ineligible, Integer> refusals = new EnumMap<>(Ineligible.class);
        for (Ineligible reason : INELIGIBLE) {
            int count = decision.refusals(reason) + switch (reason) {
                case NOT_IN_STOCK_THERE -> withoutMatch;
                case SHOWN_ENOUGH -> withheld;
                default -> 0;
            };
            if (count > 0) {
                refusals.put(reason, count);
            }
        }
        return refusals;
    }

    private List<Suggested.Shown> shown(ShopId giver, CatalogueIndex catalogue) {
        List<Suggested.Shown> shown = new ArrayList<>(decision.shown());
        for (int position = 0; position < decision.shown(); position++) {
            int candidate = decision.candidate(position);
            int product = candidates.product(candidate);
            int receiver = candidates.partner(candidate).receiver();
            String id = catalogue.idOf(product);
            MatchReason reason = reason(product);
            disclosures.add(giver.value(), receiver, id, isSame(reason));
            shown.add(new Suggested.Shown(new ShopId(receiver), id,
                    new Suggested.Page(catalogue.titleOf(product), catalogue.urlOf(product)), reason,
                    decision.probability(position)));
        }
        return shown;
    }

    private MatchReason reason(int product) {
        for (int i = 0; i < matches.count(); i++) {
            if (matches.product(i) == product) {
                return matches.reason(i);
            }
        }
        throw new IllegalStateException("drawn, but not found: " + product);
    }
}

package centuple.routing.weight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import centuple.click.TestKeys;
import centuple.link.PairRoute;
import centuple.link.PairTable;
import centuple.routing.GiverRoutes;
import centuple.routing.Partner;
import centuple.routing.RoutingTable;
import centuple.testkit.Seed;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What the routing table makes of what happened. */
class RoutingTableBuilderTest {
    private static final double UNSAID = Double.POSITIVE_INFINITY;

    private final Seed seed = Seed.fresh();
    private final PairTable pairs = new PairTable();

    @Test
    void whatAVisitorIsExpectedToReturn() {
        // 1,000 ripe visits with 30 orders of 500 each, none given back: the prior of one order hardly moves it.
        GiverRoutes routes = routes(figures(1, 30, 1_000, 15_000, 0), figures(2, 30, 1_000, 15_000, 7_500));
        assertThat(worth(routes, 1)).isEqualTo(.03 * 500 * 0.75, within(0.4));
        assertThat(worth(routes, 2)).as("with two partners the refund rate is that of both")
                .isEqualTo(worth(routes, 1), within(1e-9));
    }

    @Test
    void whoGivesBackMoreIsWorthLess() {
        List<PartnerFigures> partners = new ArrayList<>();
        for (int receiver = 1; receiver <= 6; receiver++) {
            partners.add(figures(receiver, 300, 10_000, 150_000, receiver == 6 ? 75_000 : 1_500));
        }
        GiverRoutes routes = routes(partners.toArray(PartnerFigures[]::new));
        assertThat(worth(routes, 6)).isLessThan(0.6 * worth(routes, 1));
        assertThat(routes.weights("", "")[5]).as(seed.toString()).isLessThan(0.02);
    }

    @Test
    void aNewPartnerIsTriedAndOneThatReturnsNothingFades() {
        GiverRoutes start = routes(figures(1, 0, 0, 0, 0), figures(2, 0, 0, 0, 0));
        assertThat(worth(start, 1)).isEqualTo(0.02 * 500, within(1e-9));
        assertThat(start.weights("", "")[0]).as(seed.toString()).isEqualTo(0.5, within(0.1));
        GiverRoutes later = routes(figures(1, 0, 2_000, 0, 0), figures(2, 40, 2_000, 20_000, 0));
        assertThat(worth(later, 1)).isLessThan(worth(later, 2) / 10);
        assertThat(later.weights("", "")[0]).as("the even share stays").isEqualTo(0.05, within(0.02));
    }

    @Test
    void visitsThatComeBackCountAtMostOnce() {
        GiverRoutes routes = routes(returning(1, 99, 49), returning(2, 99, 5_000), returning(3, 0, 0));
        assertThat(worth(routes, 1)).isEqualTo(10 * 0.5, within(1e-9));
        assertThat(worth(routes, 2)).isEqualTo(10, within(1e-9));
        assertThat(worth(routes, 3)).as("one visit on trust").isEqualTo(10, within(1e-9));
    }

    @Test
    void aLowDeclarationCostsTraffic() {
        GiverRoutes barter = routes(promising(1, 0, 0, 1), promising(2, 0, 0, 10), promising(3, 0, 0, 50));
        assertThat(worth(barter, 1)).as("one visit on trust, as far as the promise goes").isEqualTo(1, within(1e-9));
        assertThat(worth(barter, 2)).isEqualTo(10, within(1e-9));
        assertThat(worth(barter, 3)).as("a boast buys nothing").isEqualTo(10, within(1e-9));
        assertThat(barter.weights("", "")[0]).as(seed.toString()).isLessThan(0.04);
        GiverRoutes kept = routes(promising(1, 999, 999, 1), promising(2, 999, 999, 10));
        assertThat(worth(kept, 1)).as("what came back says more than what was said")
                .isEqualTo(worth(kept, 2), within(0.01));
        GiverRoutes paid = routes(paying(1, 1), paying(2, 10), paying(3, 50));
        assertThat(worth(paid, 1)).isEqualTo(1, within(1e-9));
        assertThat(worth(paid, 2)).isEqualTo(10, within(1e-9));
        assertThat(worth(paid, 3)).isEqualTo(10, within(1e-9));
    }

    @Test
    void anotherCurrencyHasOnlyTheEvenShare() {
        PartnerFigures other = new PartnerFigures(route(2), new PartnerFigures.Agreement(false, 500, UNSAID),
                new PartnerFigures.Tally(50, 100), new PartnerFigures.Paid(25_000, 0), PartnerFigures.Returns.NOTHING,
                List.of());
        GiverRoutes routes = routes(figures(1, 1, 1_000, 500, 0), other);
        assertThat(routes.weights("", "")).containsExactly(new double[]{0.95, 0.05}, within(1e-9));
        assertThat(worth(routes, 2)).isNaN();
    }

    @Test
    void aCategoryWithFiguresHasWeightsOfItsOwn() {
        PartnerFigures good = withCell(1, 2, 1_000, new PartnerFigures.Cell("shoes", "FR",
                new PartnerFigures.Tally(200, 1_000)));
        PartnerFigures usual = withCell(2, 100, 2_000, new PartnerFigures.Cell("shoes", "FR",
                new PartnerFigures.Tally(20, 1_000)));
        GiverRoutes routes = routes(good, usual);
        assertThat(routes.weights("shoes", "FR")[0]).as(seed.toString()).isGreaterThan(0.9);
        assertThat(routes.weights("shoes", "DE")[0]).isGreaterThan(0.9);
        assertThat(routes.weights("hats", "FR")[0]).isLessThan(0.5);
    }

    @Test
    void manyCategoriesAreBoundedByVisits() {
        List<PartnerFigures.Cell> cells = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            cells.add(new PartnerFigures.Cell("category " + i, "", new PartnerFigures.Tally(i, 10 * i)));
        }
        PartnerFigures one = withCell(1, 10, 100, cells.toArray(PartnerFigures.Cell[]::new));
        PartnerFigures two = withCell(2, 10, 100);
        GiverRoutes routes = routes(one, two);
        double[] overall = routes.weights("", "");
        assertThat(routes.weights("category 0", "")).isSameAs(overall);
        assertThat(routes.weights("category 299", "")).isSameAs(overall);
        assertThat(routes.weights("category 300", "")).isNotSameAs(overall);
    }

    @Test
    void nothingMakesAnEmptyTable() {
        assertThat(RoutingTableBuilder.build(List.of(), seed.random()).size()).isZero();
        RoutingTable lonely = RoutingTableBuilder
                .build(List.of(new GiverFigures(9, GiverRoutes.OwnWorth.UNSET, List.of())), seed.random());
        assertThat(lonely.of(9).count()).isZero();
        assertThat(lonely.of(8)).isSameAs(GiverRoutes.NONE);
    }

    private GiverRoutes routes(PartnerFigures... partners) {
        return RoutingTableBuilder.build(
                List.of(new GiverFigures(9, GiverRoutes.OwnWorth.UNSET, List.of(partners))), seed.random()).of(9);
    }

    private PairRoute route(int receiver) {
        return new PairRoute(pairs.pair(9, receiver), 1, TestKeys.ring().signingKey(9, receiver), Set.of(), List.of());
    }

    private static double worth(GiverRoutes routes, int receiver) {
        Partner partner = Objects.requireNonNull(routes.partner(receiver));
        return partner.worthMinor();
    }

    private PartnerFigures figures(int receiver, double orders, double visits, long bookedMinor, long backMinor) {
        return new PartnerFigures(route(receiver), new PartnerFigures.Agreement(true, 500, UNSAID),
                new PartnerFigures.Tally(orders, visits), new PartnerFigures.Paid(bookedMinor, backMinor),
                PartnerFigures.Returns.NOTHING, List.of());
    }

    private PartnerFigures returning(int receiver, long given, long back) {
        return promising(receiver, given, back, 10);
    }

    private PartnerFigures promising(int receiver, long given, long back, double promisedMinor) {
        return new PartnerFigures(route(receiver), new PartnerFigures.Agreement(true, 0, promisedMinor),
                PartnerFigures.Tally.NOTHING, PartnerFigures.Paid.NOTHING,
                new PartnerFigures.Returns(given, back, 10), List.of());
    }

    private PartnerFigures paying(int receiver, double promisedMinor) {
        return new PartnerFigures(route(receiver), new PartnerFigures.Agreement(true, 500, promisedMinor),
                PartnerFigures.Tally.NOTHING, PartnerFigures.Paid.NOTHING, PartnerFigures.Returns.NOTHING, List.of());
    }

    private PartnerFigures withCell(int receiver, double orders, double visits, PartnerFigures.Cell... cells) {
        return new PartnerFigures(route(receiver), new PartnerFigures.Agreement(true, 500, UNSAID),
                new PartnerFigures.Tally(orders, visits), new PartnerFigures.Paid(Math.round(orders * 500), 0),
                PartnerFigures.Returns.NOTHING, List.of(cells));
    }
}

package centuple.simulation.market;

import centuple.simulation.guard.Flows;

import java.util.Arrays;

/**
 * Who is whose partner: everybody of everybody, or, where there are many shops, those that stand next to each other in
 * a circle, so many each way. Edge {@code shop * partners + friend} leads from a shop to its friend of that number.
 *
 * @param shops at least 2
 * @param partners of each shop; even, or one less than the shops
 */
record Circle(int shops, int partners) {
    Circle {
        if (partners != shops - 1 && (partners % 2 != 0 || partners > shops - 1)) {
            throw new IllegalArgumentException(partners + " partners of " + shops + " shops");
        }
    }

    int edge(int shop, int friend) {
        return shop * partners + friend;
    }

    int from(int edge) {
        return edge / partners;
    }

    int to(int edge) {
        return to(from(edge), edge % partners);
    }

    private int to(int shop, int friend) {
        int step = 1 + friend;
        if (partners < shops - 1) {
            step = friend % 2 == 0 ? 1 + friend / 2 : -(1 + friend / 2);
        }
        return Math.floorMod(shop + step, shops);
    }

    Flows flows() {
        int[] twins = new int[shops * partners];
        Arrays.setAll(twins, edge -> {
            int friend = edge % partners;
            return edge(to(edge), partners < shops - 1 ? friend ^ 1 : partners - 1 - friend);
        });
        return new Flows(twins);
    }
}

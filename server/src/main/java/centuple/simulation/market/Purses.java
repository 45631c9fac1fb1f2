package centuple.simulation.market;

/** What each shop has, minor units, and whom it got. For one thread. */
final class Purses {
    final long[] ownMarginMinor;
    final long[] receivedMarginMinor;
    final long[] earnedMinor;
    final long[] owedMinor;
    final long[] forgoneMinor;
    final long[] visitors;
    final long[] given;
    final long[] returned;

    Purses(int shops) {
        ownMarginMinor = new long[shops];
        receivedMarginMinor = new long[shops];
        earnedMinor = new long[shops];
        owedMinor = new long[shops];
        forgoneMinor = new long[shops];
        visitors = new long[shops];
        given = new long[shops];
        returned = new long[shops];
    }

    long keepsMinor(int shop) {
        return ownMarginMinor[shop] + cameBackMinor(shop);
    }

    long cameBackMinor(int shop) {
        return earnedMinor[shop] - owedMinor[shop] + receivedMarginMinor[shop];
    }
}

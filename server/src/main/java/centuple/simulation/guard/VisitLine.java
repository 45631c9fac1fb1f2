package centuple.simulation.guard;

/**
 * A line of a number of visits: giving stops as soon as so many visits more went than came, and goes on when one comes.
 * A line of one is tit for tat. Used by one thread.
 */
public final class VisitLine implements Guard {
    private final Flows flows;
    private final Stops stops;
    private final int line;

    /** @param line visits, at least 1 */
    public VisitLine(Flows flows, Stops stops, int line) {
        if (line < 1) {
            throw new IllegalArgumentException("a line of visits is at least 1: " + line);
        }
        this.flows = flows;
        this.stops = stops;
        this.line = line;
    }

    @Override
    public boolean lets(int edge, int hour) {
        if (flows.unanswered(edge) < line) {
            stops.resume(edge, hour);
            return true;
        }
        stops.stop(edge, hour, flows.visits(edge), null);
        return false;
    }

    @Override
    public void look(int hour) {
        // It is decided anew at each visitor.
    }
}

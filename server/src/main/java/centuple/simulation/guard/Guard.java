package centuple.simulation.guard;

/** Decides for one giver whether a visitor goes on. An edge is one way between two shops, see {@link Flows}. */
public interface Guard {
    /** Lets everybody go. */
    Guard OPEN = new Guard() {
        @Override
        public boolean lets(int edge, int hour) {
            return true;
        }

        @Override
        public void look(int hour) {
            // There is nothing to decide.
        }
    };

    /** Whether the next visitor may go this way. When it may, the visitor goes and the flows know it. */
    boolean lets(int edge, int hour);

    /** Looks at what happened so far, as the exchange does from time to time. */
    void look(int hour);
}

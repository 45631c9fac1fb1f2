package centuple.simulation.market;

/** Somebody who comes to a shop by themselves. One object is used again for each. */
public final class Caller {
    /** Where they come, from 0. */
    public int shop;
    /** Which of the shop's partners suits them, from 0. */
    public int friend;
    /** Whether the shop has what they look for. */
    public boolean servable;
    /** What they order where they came to, minor units; 0 when they do not buy there. */
    public long homeMinor;
    /** What they order at the partner; 0 when they do not buy there. */
    public long awayMinor;
    /** Hours until the partner knows of that order. */
    public int delayHours;
    /** Uniform in [0, 1): whether one who keeps back a share sends them on. */
    public double sending;
    /** Uniform in [0, 1): whether one who keeps back a share reports their order. */
    public double reporting;
}

package centuple.platform.http.server;

import centuple.platform.http.CommonProblem;
import centuple.platform.http.Problem;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Bytes of bodies held in memory at once, over all event loops. Each body belongs to a share, and one share never holds
 * all. A body that has been coming for a while gives way to one for which there is no room: whoever sends slowly on
 * purpose keeps nobody out. A small body has room of its own, and a larger one that is still coming gives way to it at
 * once: whoever begins large ones again and again keeps no small one out. Thread-safe.
 */
final class BodyBudget {
    /** How long a body may be coming before it gives way when there is no room. */
    static final long GIVES_WAY_AFTER_NANOS = 1_000_000_000L;
    /** Declared bytes up to which a body is small. */
    static final long SMALL_BYTES_MAX = 64 << 10;
    /** One part in so many of the whole, and of each share, is only for small bodies. */
    private static final int PARTS_WITH_ONE_FOR_SMALL = 8;

    private final long bytesMax;
    private final long shareBytesMax;
    private final Share all = new Share();
    private final Map<String, Share> shares = new HashMap<>();
    private long smallBytes; // held by small bodies

    /**
     * An empty one.
     *
     * @param shareBytesMax how much of it one share may hold
     */
    BodyBudget(long bytesMax, long shareBytesMax) {
        this.bytesMax = bytesMax;
        this.shareBytesMax = shareBytesMax;
    }

    /**
     * A body begins to come.
     *
     * @param declaredBytes how large it is, or may be where it does not say so
     * @param nowNanos the time
     * @param untilNanos when it must be whole
     * @param givesWay told on any thread, quickly, when it must not go on: with what the client is to be told
     */
    synchronized Reading begin(String share, long declaredBytes, long nowNanos, long untilNanos,
            Consumer<Problem> givesWay) {
        Reading reading = new Reading(share, declaredBytes, nowNanos, untilNanos, givesWay);
        all.coming.add(reading);
        shares.computeIfAbsent(share, _ -> new Share()).coming.add(reading);
        return reading;
    }

    /** Lets go of the bodies that should have been whole by now. */
    void expire(long nowNanos) {
        List<Reading> late = new ArrayList<>();
        synchronized (this) {
            for (Reading reading : all.coming) {
                if (nowNanos - reading.untilNanos >= 0) {
                    late.add(reading);
                }
            }
            late.forEach(Reading::release);
        }
        Problem problem = new Problem(CommonProblem.BODY_TOO_SLOW, "the body did not arrive in time; send it again");
        late.forEach(reading -> reading.givesWay.accept(problem));
    }

    /**
     * Whether room is short for a body: for a small one when small ones hold more than half of the whole, for a larger
     * one when more than half of the whole or of its share is taken.
     */
    synchronized boolean isTight(String share, long declaredBytes) {
        if (declaredBytes <= SMALL_BYTES_MAX) {
            return smallBytes > bytesMax / 2;
        }
        Share mine = shares.get(share);
        return all.bytes > bytesMax / 2 || mine != null && mine.bytes > shareBytesMax / 2;
    }

    private boolean makeRoom(Reading reading, int bytes, long nowNanos) {
        Share share = shares.get(reading.share);
        while (true) {
            Share tight = share != null && share.bytes + bytes > reading.mayFill(shareBytesMax) ? share : all;
            if (tight == all && all.bytes + bytes <= reading.mayFill(bytesMax)) {
                return true;
            }
            Reading next = tight.nextToGiveWay(reading, nowNanos);
            if (next == null) {
                return false;
            }
            next.release();
            next.givesWay.accept(overloaded());
        }
    }

    static Problem overloaded() {
        return new Problem(CommonProblem.OVERLOADED, "too many large bodies at once");
    }

    /** What bodies of one kind hold. */
    private static final class Share {
        private final Set<Reading> coming = new LinkedHashSet<>(); // the oldest first
        private long bytes;

        private @Nullable Reading nextToGiveWay(Reading asking, long nowNanos) {
            Reading larger = asking.isSmall() ? mostHeldByLarger(asking) : null;
            if (larger != null) {
                return larger;
            }
            for (Reading reading : coming) {
                if (reading != asking) {
                    return nowNanos - reading.sinceNanos < GIVES_WAY_AFTER_NANOS ? null : reading;
                }
            }
            return null;
        }

        private @Nullable Reading mostHeldByLarger(Reading asking) {
            Reading most = null;
            for (Reading reading : coming) {
                if (reading.declaredBytes > asking.declaredBytes && reading.bytes > (most == null ? 0 : most.bytes)) {
                    most = reading;
                }
            }
            return most;
        }
    }

    /** One body: it comes, is whole, and is given back; or gives way before. */
    final class Reading {
        private final String share;
        private final long declaredBytes;
        private final long sinceNanos;
        private final long untilNanos;
        private final Consumer<Problem> givesWay;
        private long bytes;
        private boolean gone;

        private Reading(String share, long declaredBytes, long sinceNanos, long untilNanos,
                Consumer<Problem> givesWay) {
            this.share = share;
            this.declaredBytes = declaredBytes;
            this.sinceNanos = sinceNanos;
            this.untilNanos = untilNanos;
            this.givesWay = givesWay;
        }

        /** Takes so many bytes more. */
        Taken take(int more, long nowNanos) {
            synchronized (BodyBudget.this) {
                if (gone) {
                    return Taken.GONE;
                }
                if (!makeRoom(this, more, nowNanos)) {
                    return Taken.NO_ROOM;
                }
                bytes += more;
                count(more);
                return Taken.TAKEN;
            }
        }

        /** It is whole and gives way no more; false when it did before. */
        boolean whole() {
            synchronized (BodyBudget.this) {
                if (!gone) {
                    leave();
                }
                return !gone;
            }
        }

        /** It needs no memory any more. May be called twice. */
        void giveBack() {
            synchronized (BodyBudget.this) {
                release();
            }
        }

        private boolean isSmall() {
            return declaredBytes <= SMALL_BYTES_MAX;
        }

        private long mayFill(long most) {
            return isSmall() ? most : most - most / PARTS_WITH_ONE_FOR_SMALL;
        }

        private void release() {
            if (gone) {
                return;
            }
            gone = true;
            leave();
            count(-bytes);
        }

        private void leave() {
            all.coming.remove(this);
            Share mine = shares.get(share);
            if (mine != null) {
                mine.coming.remove(this);
            }
        }

        private void count(long more) {
            all.bytes += more;
            if (isSmall()) {
                smallBytes += more;
            }
            Share mine = shares.computeIfAbsent(share, _ -> new Share());
            mine.bytes += more;
            if (mine.bytes == 0 && mine.coming.isEmpty()) {
                shares.remove(share);
            }
        }
    }

    /** What became of a wish for bytes. */
    enum Taken {
        TAKEN,
        NO_ROOM,
        /** It gave way; what is to be told of it was told. */
        GONE
    }
}

package centuple.simulation.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The four-player table of the Axelrod library (3, 0, 5, 1; no game against oneself), played by the model's own rules:
 * who is let, cooperates.
 */
class AxelrodTableTest {
    private static final Guard DEFECTOR = new Guard() {
        @Override
        public boolean lets(int edge, int hour) {
            return false;
        }

        @Override
        public void look(int hour) {
            // Nothing changes its mind.
        }
    };

    /** Cooperator, defector, tit for tat, and the grudger, who never forgives: here the same line without any return. */
    private static final List<Function<Flows, Guard>> PLAYERS = List.of(_ -> Guard.OPEN, _ -> DEFECTOR,
            flows -> new VisitLine(flows, new Stops(2, 0), 1), Grudger::new);

    @Test
    void tenTurns() {
        assertThat(scores(10)).containsExactly(60, 78, 69, 69);
    }

    @Test
    void twoHundredTurns() {
        assertThat(scores(200)).containsExactly(1_200, 1_408, 1_399, 1_399);
    }

    private static List<Integer> scores(int turns) {
        List<Integer> scores = new ArrayList<>();
        for (Function<Flows, Guard> one : PLAYERS) {
            int score = 0;
            for (Function<Flows, Guard> other : PLAYERS) {
                score += one == other ? 0 : play(one, other, turns);
            }
            scores.add(score);
        }
        return scores;
    }

    private static int play(Function<Flows, Guard> one, Function<Flows, Guard> other, int turns) {
        Flows flows = Flows.star(1);
        Guard mine = one.apply(flows);
        Guard theirs = other.apply(flows);
        int score = 0;
        for (int turn = 0; turn < turns; turn++) {
            boolean i = mine.lets(0, turn);
            boolean they = theirs.lets(1, turn);
            score += i ? they ? 3 : 0 : they ? 5 : 1;
            if (i) {
                flows.visited(0);
            }
            if (they) {
                flows.visited(1);
            }
        }
        return score;
    }

    private static final class Grudger implements Guard {
        private final Flows flows;
        private boolean offended;

        Grudger(Flows flows) {
            this.flows = flows;
        }

        @Override
        public boolean lets(int edge, int hour) {
            offended |= flows.unanswered(edge) > 0;
            return !offended;
        }

        @Override
        public void look(int hour) {
            // It looks at each turn.
        }
    }
}

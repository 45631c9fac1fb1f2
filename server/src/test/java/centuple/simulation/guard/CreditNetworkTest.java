package centuple.simulation.guard;

import static org.assertj.core.api.Assertions.assertThat;

import centuple.reciprocity.LineMath;
import centuple.reciprocity.Ratio;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What networks of lines serve, reckoned by going through all states (Dandekar, Goel, Govindan, Post): states that
 * differ by a cycle are one, all of these are as likely, and a visit goes wherever some way has room. It is the plain
 * twin of {@link LineMath#served(int, int)}.
 */
class CreditNetworkTest {
    @ParameterizedTest
    @CsvSource({"2, 1, 2, 1/2", "3, 1, 7, 4/7", "4, 1, 38, 12/19", "5, 1, 291, 66/97", "6, 1, 2932, 1055/1466",
            "3, 2, 19, 14/19", "4, 2, 201, 158/201", "3, 3, 37, 30/37"})
    void everybodyWithEverybody(int nodes, int width, int classes, String served) {
        List<int[]> lines = new ArrayList<>();
        for (int a = 0; a < nodes; a++) {
            for (int b = a + 1; b < nodes; b++) {
                lines.add(new int[]{a, b});
            }
        }
        Network network = new Network(nodes, width, lines);
        assertThat(network.classes()).hasSize(classes);
        assertThat(network.served()).hasToString(served);
    }

    @ParameterizedTest
    @CsvSource({"3, 1, 7, 4/7", "4, 1, 15, 22/45", "5, 1, 31, 13/31", "3, 2, 19, 14/19", "4, 2, 65, 44/65",
            "5, 2, 211, 131/211"})
    void inACycle(int nodes, int width, int classes, String served) {
        Network network = new Network(nodes, width,
                IntStream.range(0, nodes).mapToObj(node -> new int[]{node, (node + 1) % nodes}).toList());
        assertThat(network.classes()).hasSize(classes);
        assertThat(network.served()).hasToString(served);
    }

    @ParameterizedTest
    @CsvSource({"3, 1, 5/12", "3, 2, 16/27", "3, 3, 11/16", "4, 1, 17/48", "4, 2, 43/81", "4, 3, 81/128"})
    void inARow(int nodes, int width, String served) {
        Network network = new Network(nodes, width,
                IntStream.range(0, nodes - 1).mapToObj(node -> new int[]{node, node + 1}).toList());
        assertThat(network.served()).hasToString(served);
        assertThat(network.served(0, nodes - 1)).isEqualTo(LineMath.served(width, nodes - 1));
    }

    /** @param lines pairs of nodes */
    private record Network(int nodes, int width, List<int[]> lines) {

        /** One state of each class, that is of each vector of net positions. */
        List<int[]> classes() {
            List<int[]> found = new ArrayList<>();
            Set<List<Integer>> seen = new HashSet<>();
            int states = Math.toIntExact(Math.round(Math.pow(width + 1, lines.size())));
            for (int state = 0; state < states; state++) {
                int[] positions = new int[lines.size()];
                Integer[] net = new Integer[nodes];
                Arrays.fill(net, 0);
                int rest = state;
                for (int line = 0; line < positions.length; line++) {
                    positions[line] = rest % (width + 1);
                    rest /= width + 1;
                    net[lines.get(line)[0]] += positions[line];
                    net[lines.get(line)[1]] -= positions[line];
                }
                if (seen.add(List.of(net))) {
                    found.add(positions);
                }
            }
            return found;
        }

        /** Over all ordered pairs. */
        Ratio served() {
            long good = 0;
            List<int[]> classes = classes();
            for (int[] positions : classes) {
                for (int from = 0; from < nodes; from++) {
                    good += Integer.bitCount(reached(positions, from)) - 1;
                }
            }
            return Ratio.of(good, (long) classes.size() * nodes * (nodes - 1));
        }

        Ratio served(int from, int to) {
            List<int[]> classes = classes();
            return Ratio.of(classes.stream().filter(positions -> (reached(positions, from) >> to & 1) == 1).count(),
                    classes.size());
        }

        /** Nodes to which some way has room, as bits, the first one among them. */
        private int reached(int[] positions, int from) {
            int reached = 1 << from;
            for (boolean more = true; more;) {
                int before = reached;
                for (int line = 0; line < positions.length; line++) {
                    int a = lines.get(line)[0];
                    int b = lines.get(line)[1];
                    reached |= (reached >> a & 1) == 1 && positions[line] < width ? 1 << b : 0;
                    reached |= (reached >> b & 1) == 1 && positions[line] > 0 ? 1 << a : 0;
                }
                more = before != reached;
            }
            return reached;
        }
    }
}

package centuple.connect;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The fields of a JSON body that are kept, written as paths: {@code id}, {@code customer.orders_count},
 * {@code line_items[].price}. A path that ends in {@code ?} is an address of which only our own parameters are kept,
 * and one that ends in {@code !} a text of which only click tokens are kept, for it may hold a note about somebody. A
 * path such as {@code meta_data[key=_ctp|_utm].value} keeps, of a list of objects, those whose {@code key} is one of
 * the values. What is kept must not name a person. Immutable, safe for all threads.
 */
public final class FieldMask {
    private final Node root;

    private FieldMask(Node root) {
        this.root = root;
    }

    /** The mask of these paths. */
    public static FieldMask of(String... paths) {
        Node root = new Node();
        for (String path : paths) {
            Node node = root;
            for (String step : path.split("\\.(?![^\\[]*\\])")) {
                node = node.child(step);
            }
            node.isLeaf = true;
            node.isAddress = path.endsWith("?");
            node.isToken = path.endsWith("!");
        }
        return new FieldMask(root);
    }

    /** The object at the top. */
    public Node root() {
        return root;
    }

    /** What is kept of one value. */
    public static final class Node {
        private final Map<String, Node> children = new LinkedHashMap<>();
        private boolean isLeaf;
        private boolean isAddress;
        private boolean isToken;
        private @Nullable String key;
        private Set<String> keys = Set.of();

        private Node child(String step) {
            String name = step.endsWith("?") || step.endsWith("!") ? step.substring(0, step.length() - 1) : step;
            int bracket = name.indexOf('[');
            Node child = children.computeIfAbsent(bracket < 0 ? name : name.substring(0, bracket), _ -> new Node());
            int equals = name.indexOf('=');
            if (bracket >= 0 && equals > bracket) {
                child.key = name.substring(bracket + 1, equals);
                child.keys = Set.of(name.substring(equals + 1, name.length() - 1).split("\\|"));
                child.child(child.key).isLeaf = true;
            }
            return child;
        }

        /** What is kept of a field of this object; null when nothing is. */
        public @Nullable Node field(String name) {
            return children.get(name);
        }

        /** Whether a text, number or flag is kept. */
        public boolean isLeaf() {
            return isLeaf;
        }

        /** Whether it is an address of which only our own parameters are kept. */
        public boolean isAddress() {
            return isAddress;
        }

        /** Whether only click tokens in it are kept, as {@link Landing#tokens} finds them, with a space between. */
        public boolean isToken() {
            return isToken;
        }

        /** Whether an object of this list is kept. */
        public boolean keeps(Map<String, Object> element) {
            return key == null || element.get(key) instanceof String value && keys.contains(value);
        }
    }
}

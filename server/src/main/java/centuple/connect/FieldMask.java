package centuple.connect;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The fields of a JSON body that are kept, written as paths: {@code id}, {@code customer.orders_count},
 * {@code line_items[].price}. A path that ends in {@code ?} is an address of which only our own parameters are kept,
 * one that ends in {@code %} a parameter of such an address, and one that ends in {@code !} a text of which only click
 * tokens are kept, for it may hold a note about somebody. A
 * path such as {@code meta_data[key=_ctp|_utm].value} keeps, of a list of objects, those whose {@code key} is one of
 * the values; what such a path ends in counts for those keys only. What is kept must not name a person. Immutable, safe
 * for all threads.
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
            Reduction reduction = Reduction.of(path);
            String plain = reduction == Reduction.WHOLE ? path : path.substring(0, path.length() - 1);
            Node parent = root;
            Node node = root;
            String name = "";
            for (String step : plain.split("\\.(?![^\\[]*\\])")) {
                parent = node;
                name = step;
                node = node.child(step);
            }
            node.isLeaf = true;
            if (parent.key == null) {
                node.reduction = reduction;
            } else {
                parent.reduce(name, reduction);
                node.mayBeForeign = true;
            }
        }
        return new FieldMask(root);
    }

    /** The object at the top. */
    public Node root() {
        return root;
    }

    /** How a text is reduced. */
    private enum Reduction {
        WHOLE, ADDRESS, PARAMETER, TOKENS;

        static Reduction of(String path) {
            return switch (path.charAt(path.length() - 1)) {
                case '?' -> ADDRESS;
                case '%' -> PARAMETER;
                case '!' -> TOKENS;
                default -> WHOLE;
            };
        }

        String reduced(String text, Landing.Rule landing) {
            return switch (this) {
                case WHOLE -> text;
                case ADDRESS -> Landing.reduced(text, landing);
                case PARAMETER -> landing == Landing.Rule.OFF ? "" : text;
                case TOKENS -> String.join(" ", Landing.tokens(text));
            };
        }
    }

    /** What is kept of one value. */
    public static final class Node {
        private final Map<String, Node> children = new LinkedHashMap<>();
        private boolean isLeaf;
        private Reduction reduction = Reduction.WHOLE;
        private boolean mayBeForeign;
        private @Nullable String key;
        private final Set<String> keys = new HashSet<>();
        /** The keys that the path read last has chosen. */
        private Set<String> chosen = Set.of();
        /** By key, how its fields are reduced. */
        private final Map<String, Map<String, Reduction>> reductions = new HashMap<>();

        private Node child(String step) {
            int bracket = step.indexOf('[');
            Node child = children.computeIfAbsent(bracket < 0 ? step : step.substring(0, bracket), _ -> new Node());
            int equals = step.indexOf('=');
            if (bracket >= 0 && equals > bracket) {
                child.key = step.substring(bracket + 1, equals);
                child.chosen = Set.of(step.substring(equals + 1, step.length() - 1).split("\\|"));
                child.keys.addAll(child.chosen);
                Node name = child.child(child.key);
                name.isLeaf = true;
                name.mayBeForeign = true;
            }
            return child;
        }

        private void reduce(String field, Reduction how) {
            chosen.forEach(each -> reductions.computeIfAbsent(each, _ -> new HashMap<>()).put(field, how));
        }

        /** What is kept of a field of this object; null when nothing is. */
        public @Nullable Node field(String name) {
            return children.get(name);
        }

        /** Whether a text, number or flag is kept. */
        public boolean isLeaf() {
            return isLeaf;
        }

        /** Whether it may belong to an object of a list that is not kept; which it is, only the whole object says. */
        public boolean mayBeForeign() {
            return mayBeForeign;
        }

        /** Whether what is kept of this value are parts: it is an object, or a list of them. */
        public boolean hasFields() {
            return !children.isEmpty();
        }

        /** What is kept of a text; empty when nothing is. */
        public String reduced(String text, Landing.Rule landing) {
            return reduction.reduced(text, landing);
        }

        /** What is kept of an object of this list, of which only fields of the mask are left; null when nothing is. */
        public @Nullable Map<String, Object> kept(Map<String, Object> element, Landing.Rule landing) {
            if (key == null) {
                return element;
            }
            if (!(element.get(key) instanceof String value) || !keys.contains(value)) {
                return null;
            }
            Map<String, Object> kept = new LinkedHashMap<>(element);
            reductions.getOrDefault(value, Map.of()).forEach((field, how) -> kept.computeIfPresent(field,
                    (_, said) -> said instanceof String text ? how.reduced(text, landing) : said));
            return kept;
        }
    }
}

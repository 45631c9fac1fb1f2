package centuple.testkit.payload;

import centuple.connect.FieldMask;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;

/** Damages JSON: mostly fields that matter, sometimes others, sometimes the bytes. Not thread-safe. */
final class Mutations {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int CHANGES_MAX = 3;
    private static final int LONG_CHARS = 9_000;
    private static final int DEEP = 300;

    /** What is written into the text as it stands: {@code "raw~1E400"} becomes {@code 1E400}. */
    private static final String RAW = "raw~";
    /** A field of a name that is there already: {@code "dup~price"} becomes {@code "price"}. */
    private static final String TWIN = "dup~";

    private static final List<String> RAW_VALUES = List.of("1E400", "1e2", "-1", "0", "-0.0", "0.005", "1.005",
            "99999999999999999999", "1E2147483647", "1E-2147483647", "123456789012345678901234567890123456789", "00",
            "NaN", "-", "true", "[[]]", "12345678901234.56", "1e-7", "9223372036854775808", "1000000", "1.0");
    private static final List<String> TEXTS = List.of("", " ", "x", "12,50", "1e3", "1E2147483647", "-5.00", "NaN",
            "0x10", "+7", " 12.00 ", "1.005", "0.00000000000001", "99999999999999999999999999", "\u0000", "1 000.00",
            "null", "true", "2026-02-30T00:00:00Z", "2026-11-22T10:00:00+14:00", "\ud83d\udc5f", "١٢", "EUR", "JPY",
            "KWD", "paid", "cancelled", "🙈".repeat(60));

    private final FieldMask mask;
    private final SplittableRandom random;

    Mutations(FieldMask mask, SplittableRandom random) {
        this.mask = mask;
        this.random = random;
    }

    /** A damaged message, and how it was damaged. */
    @SuppressWarnings("ArrayRecordComponent") // read, never compared
    record Mutant(byte[] body, List<String> how) {
    }

    /** A place in the tree: a field of an object or an element of a list. */
    private record Spot(JsonNode parent, String name, int index) {
        JsonNode value() {
            return parent instanceof ObjectNode object ? object.get(name) : parent.get(index);
        }

        void set(JsonNode value) {
            if (parent instanceof ObjectNode object) {
                object.set(name, value);
            } else {
                ((ArrayNode) parent).set(index, value);
            }
        }

        void remove() {
            if (parent instanceof ObjectNode object) {
                object.remove(name);
            } else {
                ((ArrayNode) parent).remove(index);
            }
        }
    }

    Mutant of(byte[] original) {
        List<String> how = new ArrayList<>();
        JsonNode tree = MAPPER.readTree(original);
        int changes = 1 + random.nextInt(CHANGES_MAX);
        for (int i = 0; i < changes; i++) {
            List<Spot> all = new ArrayList<>();
            boolean anywhere = random.nextInt(5) == 0;
            collect(tree, mask.root(), anywhere, all);
            if (!all.isEmpty()) {
                how.add(change(all.get(random.nextInt(all.size())), all));
            }
        }
        String text = MAPPER.writeValueAsString(tree).replaceAll("\"" + RAW + "([^\"]*)\"", "$1")
                .replace("\"" + TWIN, "\"");
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (random.nextInt(6) > 0) {
            return new Mutant(bytes, how);
        }
        return damaged(bytes, how);
    }

    private void collect(JsonNode node, FieldMask.@Nullable Node kept, boolean anywhere, List<Spot> all) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(field -> {
                FieldMask.Node child = kept == null ? null : kept.field(field.getKey());
                if (child != null || anywhere) {
                    all.add(new Spot(object, field.getKey(), -1));
                    collect(field.getValue(), child, anywhere, all);
                }
            });
        } else if (node instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                all.add(new Spot(list, "", i));
                collect(list.get(i), kept, anywhere, all);
            }
        }
    }

    private String change(Spot spot, List<Spot> all) {
        JsonNode value = spot.value();
        String at = spot.name().isEmpty() ? "[" + spot.index() + "]" : spot.name();
        int kind = random.nextInt(11);
        switch (kind) {
            case 0 -> spot.remove();
            case 1 -> spot.set(NODES.nullNode());
            case 2 -> spot.set(raw(RAW_VALUES.get(random.nextInt(RAW_VALUES.size()))));
            case 3 -> spot.set(NODES.stringNode(TEXTS.get(random.nextInt(TEXTS.size()))));
            case 4 -> spot.set(otherType(value));
            case 5 -> twin(spot, value);
            case 6 -> spot.set(all.get(random.nextInt(all.size())).value().deepCopy());
            case 7 -> reorder(spot.parent());
            case 8 -> spot.set(scaled(value));
            case 9 -> spot.set(random.nextBoolean() ? NODES.arrayNode().add(value.deepCopy()) : NODES.objectNode());
            default -> spot.set(large());
        }
        return kind + " at " + at;
    }

    private static JsonNode raw(String text) {
        return NODES.stringNode(RAW + text);
    }

    /** The same, written as a text instead of a number, or the other way round. */
    private static JsonNode otherType(JsonNode value) {
        if (value.isNumber() || value.isBoolean()) {
            return NODES.stringNode(value.asString());
        }
        return value.isString() && value.stringValue().matches("-?[0-9]+(\\.[0-9]+)?")
                ? raw(value.stringValue())
                : NODES.booleanNode(true);
    }

    private void twin(Spot spot, JsonNode value) {
        if (spot.parent() instanceof ObjectNode object) {
            object.set(TWIN + spot.name(), random.nextBoolean() ? value.deepCopy() : raw("1"));
        } else {
            ((ArrayNode) spot.parent()).insert(spot.index(), value.deepCopy());
        }
    }

    private JsonNode scaled(JsonNode value) {
        if (!value.isNumber() && !value.isString()) {
            return NODES.numberNode(7);
        }
        String factor = List.of("0", "00", ".5", "e3", "E-3", "-").get(random.nextInt(6));
        String text = factor.equals("-") ? "-" + value.asString() : value.asString() + factor;
        return value.isNumber() && random.nextBoolean() ? raw(text) : NODES.stringNode(text);
    }

    private void reorder(JsonNode parent) {
        Random chance = new Random(random.nextLong());
        if (parent instanceof ObjectNode object) {
            List<String> names = new ArrayList<>(object.propertyNames());
            Collections.shuffle(names, chance);
            names.forEach(name -> object.set(name, object.remove(name)));
        } else {
            List<JsonNode> values = new ArrayList<>();
            parent.forEach(values::add);
            Collections.shuffle(values, chance);
            ((ArrayNode) parent).removeAll().addAll(values);
        }
    }

    private JsonNode large() {
        if (random.nextBoolean()) {
            return NODES.stringNode("9".repeat(LONG_CHARS));
        }
        return raw("[".repeat(DEEP) + "]".repeat(DEEP));
    }

    private Mutant damaged(byte[] bytes, List<String> how) {
        int at = random.nextInt(bytes.length);
        byte[] copy = bytes.clone();
        switch (random.nextInt(5)) {
            case 0 -> {
                how.add("cut at " + at);
                return new Mutant(Arrays.copyOf(bytes, at), how);
            }
            case 1 -> copy[at] = (byte) random.nextInt(256);
            case 2 -> copy[at] = (byte) 0xff;
            case 3 -> {
                copy = Arrays.copyOf(bytes, bytes.length + 1);
                copy[bytes.length] = (byte) List.of('}', ' ', '0', ',').get(random.nextInt(4)).charValue();
            }
            default -> {
                copy = new byte[bytes.length + 3];
                System.arraycopy(new byte[]{(byte) 0xef, (byte) 0xbb, (byte) 0xbf}, 0, copy, 0, 3);
                System.arraycopy(bytes, 0, copy, 3, bytes.length);
            }
        }
        how.add("bytes at " + at);
        return new Mutant(copy, how);
    }
}

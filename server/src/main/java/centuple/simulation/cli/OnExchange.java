package centuple.simulation.cli;

import centuple.shop.ShopId;
import centuple.simulation.job.NicheReplay;

import java.util.List;
import java.util.Map;

/**
 * The shops of the niche as members of an exchange. Place -1 is Jacques, 0 and up are his partners.
 *
 * @param members by place plus one
 * @param codes of links, by sender's and receiver's place
 */
record OnExchange(List<Member> members, Map<Between, String> codes) {
    OnExchange {
        members = List.copyOf(members);
        codes = Map.copyOf(codes);
    }

    /** A shop and a key of it. */
    record Member(ShopId id, String key) {
    }

    /** From one place to another. */
    record Between(int from, int to) {
    }

    Member member(int place) {
        return members.get(place + 1);
    }

    ShopId jacques() {
        return member(-1).id();
    }

    String code(int from, int to) {
        String code = codes.get(new Between(from, to));
        if (code == null) {
            throw new IllegalArgumentException("no link leads from " + from + " to " + to);
        }
        return code;
    }

    /** Writes the model's events with these shops' ids and codes. */
    NicheReplay replay() {
        return new NicheReplay(place -> member(place).id(), this::code);
    }
}

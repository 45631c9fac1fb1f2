package centuple.moving.job;

import centuple.link.Link;
import centuple.link.LinkRow;
import centuple.link.LinkState;
import centuple.link.Linking;
import centuple.link.TargetReading;
import centuple.link.TargetUrl;
import centuple.moving.MovedField;
import centuple.moving.MovedKind;
import centuple.moving.RefusedRowException;
import centuple.moving.Row;
import centuple.moving.ShortLink;
import centuple.moving.store.SqlMoving;
import centuple.platform.sql.ControlVersion;
import centuple.shop.Decision;
import centuple.shop.Event;
import centuple.shop.EventLog;
import centuple.shop.PublicId;
import centuple.shop.Refusal;
import centuple.shop.ShopId;

import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Takes a giver's links in; each leads to the partner who has proven the host of its target. Not thread-safe. */
public final class LinksMove extends MoveJob {
    /** Links that are committed together. */
    static final int GROUP_LINKS = 100;

    private final Ways ways;
    private final List<Wished> waiting = new ArrayList<>();
    /** What a dry run would have made so far. */
    private final Set<String> codes = new HashSet<>();
    private final Set<String> names = new HashSet<>();

    /**
     * @param ways what other features do for it
     */
    public LinksMove(Wish wish, Ways ways) {
        super(wish);
        this.ways = ways;
    }

    /**
     * What other features do for it.
     *
     * @param hosts which hosts a link may lead to at all
     * @param random for ids: must be secure
     */
    public record Ways(LinkRows links, Function<Connection, EventLog> events, TargetUrl.HostRule hosts,
            InstantSource clock, RandomGenerator random) {
    }

    /** The links of an open transaction. */
    public interface LinkRows {
        Linking.Surroundings around(Connection connection, LinkRow.Pair pair, String code) throws SQLException;

        void insert(Connection connection, Link link) throws SQLException;
    }

    private record Wished(long line, ShortLink link, TargetUrl target) {
    }

    /** What became of one link. */
    private sealed interface Outcome {
        record Known() implements Outcome {
        }

        record Made(String code) implements Outcome {
        }

        record Refused(String field, String why) implements Outcome {
        }
    }

    @Override
    MovedKind kind() {
        return MovedKind.LINKS;
    }

    @Override
    void take(Row row) throws RefusedRowException {
        ShortLink link = ShortLink.read(row.needed(MovedField.SHORT_LINK));
        String target = row.needed(MovedField.TARGET);
        switch (TargetUrl.read(target, ways.hosts())) {
            case TargetReading.Good(TargetUrl url) -> waiting.add(new Wished(row.line(), link, url));
            case TargetReading.Bad(var fault) ->
                throw new RefusedRowException(MovedField.TARGET.wire(), fault.explanation());
        }
        if (waiting.size() >= GROUP_LINKS) {
            finish();
        }
    }

    @Override
    void finish() {
        if (waiting.isEmpty()) {
            return;
        }
        List<Outcome> outcomes = wish().database().inTransaction(this::makeAll);
        for (int i = 0; i < waiting.size(); i++) {
            Wished one = waiting.get(i);
            switch (outcomes.get(i)) {
                case Outcome.Known _ -> tally().known();
                case Outcome.Refused(String field, String why) ->
                    tally().refuse(one.line(), new RefusedRowException(field, why));
                case Outcome.Made(String code) -> {
                    tally().enter();
                    codes.add(code);
                    names.add(one.link().name());
                    if (!code.equals(one.link().code())) {
                        tally().rename(one.line(), one.link().code(), code);
                    }
                }
            }
        }
        waiting.clear();
    }

    private List<Outcome> makeAll(Connection connection) throws SQLException {
        List<Outcome> outcomes = new ArrayList<>();
        List<Event> events = new ArrayList<>();
        Made made = new Made(new HashSet<>(codes), new HashSet<>(names), events);
        for (Wished one : waiting) {
            outcomes.add(make(connection, one, made));
        }
        if (wish().dryRun()) {
            connection.rollback();
        } else if (!events.isEmpty()) {
            // The version first, then the events, whose positions must be drawn last.
            ControlVersion.bump(connection);
            ways.events().apply(connection).append(events);
        }
        return outcomes;
    }

    /** What was made so far, in this transaction too, which may be run again. */
    private record Made(Set<String> codes, Set<String> names, List<Event> events) {
    }

    private Outcome make(Connection connection, Wished one, Made made) throws SQLException {
        ShopId giver = wish().shop();
        SqlMoving moving = new SqlMoving(connection);
        boolean isKnown = wish().dryRun() && made.names().contains(one.link().name())
                || moving.movedLink(giver, wish().program(), one.link().name()).isPresent();
        if (isKnown) {
            return new Outcome.Known();
        }
        ShopId receiver = moving.shop(host(one.target())).orElse(null);
        if (receiver == null) {
            return refused("leads to a host that no shop of this exchange has proven");
        }
        if (receiver.equals(giver)) {
            return refused("leads to your own shop, not to a partner");
        }
        LinkRow.Pair pair = new LinkRow.Pair(giver, receiver);
        Instant now = ways.clock().instant().truncatedTo(ChronoUnit.MICROS);
        Refusal reason = Refusal.CODE_TAKEN;
        for (Iterator<String> wishes = one.link().wishes().iterator(); reason == Refusal.CODE_TAKEN
                && wishes.hasNext();) {
            Link wished = new Link(PublicId.next(now, ways.random()), wishes.next(), pair,
                    new LinkRow.Addresses(one.target().toString(), null), LinkState.ACTIVE, now);
            switch (Linking.make(wished, one.target(), null, around(connection, wished, made))) {
                case Decision.Made<Link>(Link link, List<Event> events) -> {
                    if (!wish().dryRun()) {
                        ways.links().insert(connection, link);
                        moving.addMovedLink(giver, wish().program(), one.link().name(), link.id(), now);
                    }
                    made.codes().add(link.code());
                    made.names().add(one.link().name());
                    made.events().addAll(events);
                    return new Outcome.Made(link.code());
                }
                case Decision.Refused<Link>(Refusal why) -> reason = why;
            }
        }
        return refused("cannot be linked to: " + reason.explanation());
    }

    /** In a dry run as if the links before had been made. */
    private Linking.Surroundings around(Connection connection, Link wished, Made made) throws SQLException {
        Linking.Surroundings stored = ways.links().around(connection, wished.pair(), wished.code());
        return wish().dryRun()
                ? new Linking.Surroundings(stored.partners(), stored.receiverOrigins(), stored.giverOrigins(),
                        stored.pathPrefixes(), stored.codeTaken() || made.codes().contains(wished.code()),
                        stored.linkCount() + made.codes().size())
                : stored;
    }

    private static String host(TargetUrl target) {
        String host = URI.create(target.origin()).getHost();
        return host == null ? target.origin() : host.toLowerCase(Locale.ROOT);
    }

    private static Outcome refused(String why) {
        return new Outcome.Refused(MovedField.TARGET.wire(), why);
    }
}

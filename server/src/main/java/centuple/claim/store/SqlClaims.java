package centuple.claim.store;

import centuple.claim.Claim;
import centuple.claim.ClaimAnswer;
import centuple.claim.ClaimLimits;
import centuple.claim.ClaimState;
import centuple.claim.ClaimedName;
import centuple.click.ClickId;
import centuple.commission.StageAmounts;
import centuple.money.Currency;
import centuple.order.OrderRef;
import centuple.platform.sql.Row;
import centuple.platform.sql.RowColumns;
import centuple.platform.sql.Sql;
import centuple.platform.sql.Writes;
import centuple.shop.ShopId;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The rows of claims on one open transaction. Not thread-safe. */
public final class SqlClaims {
    private static final UUID NEWEST = new UUID(-1, -1);

    private static final String INSERT = """
            insert into claim (id, giver, receiver, reference, day, click_id, terms_version, clicked_at, hops, made_at,
                state, answer, reminders, changed_at, next_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String UPDATE = """
            update claim set state = ?, answer = ?, reminders = ?, changed_at = ?, next_at = ?, currency = ?,
                amount_minor = ?, hold_until = ?, pending_minor = ?, due_minor = ?, settled_minor = ?,
                given_back_minor = ?
            where id = ?""";

    private static final String OF_SHOP = """
            select * from (
                (select * from claim where giver = ? and id < ? and (?::text is null or state = ?)
                    order by id desc limit ?)
                union all
                (select * from claim where receiver = ? and id < ? and (?::text is null or state = ?)
                    order by id desc limit ?)) mine
            order by id desc limit ?""";

    /** In the order of ids, as everybody locks them. */
    private static final String OF_ORDERS = """
            select * from claim
            where id in (
                select c.id from unnest(?, ?) as moved (receiver, name) join claim c on c.receiver = moved.receiver
                    and c.reference = moved.name and c.state in ('OPEN', 'BOOKED', 'STANDS')
                union all
                select id from claim where click_id = any (?) and state in ('OPEN', 'BOOKED', 'STANDS'))
                and state in ('OPEN', 'BOOKED', 'STANDS')
            order by id for update""";

    private static final String OF_ONE_ORDER = """
            select * from claim
            where receiver = ? and reference = any (?) and state in ('OPEN', 'BOOKED', 'STANDS')
            order by id for update""";

    /** All that the orders which may be meant are called, and the name itself. */
    private static final String NAMES = """
            with named as (
                select id, reference from shop_order where receiver = ? and reference = ?
                union
                select o.id, o.reference from order_number n join shop_order o on o.id = n.order_id
                where n.receiver = ? and n.number = ? and n.placed_on between ? and ?)
            select reference as name from named
            union select number from order_number where receiver = ? and order_id in (select id from named)
            union select ?
            order by name""";

    /**
     * Those whose time has come; and those whose order came in while they were being made, whatever became of them. An
     * order that shares its reference with another one's number of that day may not be meant: such wait for their time.
     */
    private static final String RIPE = """
            (select id from claim where next_at <= ? order by next_at limit ?)
            union
            (select c.id from claim c
                cross join lateral (
                    select id from shop_order o where o.receiver = c.receiver and o.reference = c.reference
                        and not exists (select from order_number n where n.receiver = c.receiver
                            and n.number = c.reference and n.placed_on between c.day - ? and c.day + ?)
                    union
                    select order_id from order_number n where n.receiver = c.receiver and n.number = c.reference
                        and n.placed_on between c.day - ? and c.day + ?) o
                join order_books b on b.order_id = o.id
                where c.state in ('OPEN', 'BOOKED', 'STANDS') and (c.state <> 'OPEN' or b.giver = c.giver)
                    and exists (select from commission m
                        where m.order_id = o.id and m.state in ('PENDING', 'DUE', 'SETTLED')) limit ?)""";

    private final Connection connection;

    public SqlClaims(Connection connection) {
        this.connection = connection;
    }

    void insert(Claim claim) throws SQLException {
        Sql.run(connection, INSERT, claim.id(), claim.giver().value(), claim.receiver().value(),
                claim.order().reference(), claim.day(), bytes(claim.click().id()), claim.click().termsVersion(),
                claim.click().issuedAt(), claim.click().hops().stream().mapToInt(ShopId::value).toArray(),
                claim.madeAt(), claim.state().name(), answer(claim), claim.reminders(),
                claim.changedAt(), claim.nextAt());
    }

    /** Writes what may change of a claim. */
    static void update(Writes writes, Claim claim) throws SQLException {
        Claim.Booking booking = claim.booking();
        StageAmounts amounts = booking == null ? null : booking.amounts();
        writes.add(UPDATE, claim.state().name(), answer(claim), claim.reminders(), claim.changedAt(), claim.nextAt(),
                booking == null ? null : booking.currency().code(), booking == null ? null : booking.amountMinor(),
                booking == null ? null : booking.holdUntil(), amounts == null ? null : amounts.pendingMinor(),
                amounts == null ? null : amounts.dueMinor(), amounts == null ? null : amounts.settledMinor(),
                amounts == null ? null : amounts.givenBackMinor(), claim.id());
    }

    private static @Nullable String answer(Claim claim) {
        return claim.answer() == null ? null : claim.answer().name();
    }

    /** One claim, for its giver or its receiver. */
    public Optional<Claim> find(ShopId shop, UUID id) throws SQLException {
        return Sql.optional(connection, "select * from claim where id = ? and ? in (giver, receiver)", SqlClaims::read,
                id, shop.value());
    }

    /** The same, locked until the transaction ends. */
    Optional<Claim> lock(ShopId shop, UUID id) throws SQLException {
        return Sql.optional(connection, "select * from claim where id = ? and ? in (giver, receiver) for update",
                SqlClaims::read, id, shop.value());
    }

    /** A claim with all others of its order, locked, so that of two at most one is booked; empty when it has ended. */
    Optional<Claim> lockWithOthers(UUID id) throws SQLException {
        Optional<Claim> found = Sql.optional(connection, "select * from claim where id = ?", SqlClaims::read, id);
        if (found.isEmpty()) {
            return found;
        }
        ClaimedName name = found.get().name();
        return Sql.list(connection, OF_ONE_ORDER, SqlClaims::read, name.receiver().value(), names(connection, name))
                .stream().filter(claim -> claim.id().equals(id)).findFirst();
    }

    /** What else the order may be called, by what was reported; sorted. */
    static String[] names(Connection connection, ClaimedName name) throws SQLException {
        int receiver = name.receiver().value();
        return Sql.list(connection, NAMES, row -> row.text("name"), receiver, name.text(), receiver, name.text(),
                name.firstDay(), name.lastDay(), receiver, name.text()).toArray(String[]::new);
    }

    /** Claims of these orders and clicks that something may still become of, locked. */
    List<Claim> lockOf(Collection<OrderRef> orders, Collection<String> clickIds) throws SQLException {
        List<Object> values = new ArrayList<>(List.of(RowColumns.of(List.copyOf(orders))
                .ints(order -> order.receiver().value()).texts(OrderRef::reference).values()));
        values.addAll(List.of(RowColumns.of(List.copyOf(clickIds)).bytes(SqlClaims::bytes).values()));
        return Sql.list(connection, OF_ORDERS, SqlClaims::read, values.toArray());
    }

    /** Claims that time, or an order of theirs, has something to do to; unlocked. */
    public List<UUID> ripe(Instant now, int countMax) throws SQLException {
        return Sql.list(connection, RIPE, row -> row.uuid("id"), now, countMax, ClaimLimits.DAY_SLACK_DAYS,
                ClaimLimits.DAY_SLACK_DAYS, ClaimLimits.DAY_SLACK_DAYS, ClaimLimits.DAY_SLACK_DAYS, countMax);
    }

    /** Claims that a shop made or has to answer, newest first. */
    public List<Claim> page(ShopId shop, Optional<ClaimState> state, Optional<UUID> before, int countMax)
            throws SQLException {
        UUID end = before.orElse(NEWEST);
        String name = state.map(Enum::name).orElse(null);
        return Sql.list(connection, OF_SHOP, SqlClaims::read, shop.value(), end, name, name, countMax, shop.value(),
                end, name, name, countMax, countMax);
    }

    /** How many claims of the giver against the receiver ended without being paid for: denied or contested. */
    public long deniedOf(ShopId giver, ShopId receiver) throws SQLException {
        return Sql.one(connection, "select count(*) as n from claim where giver = ? and receiver = ?"
                + " and state in ('DENIED', 'CONTESTED')", row -> row.bigint("n"), giver.value(), receiver.value());
    }

    static byte[] bytes(String clickId) {
        ClickId id = ClickId.parse(clickId);
        return ByteBuffer.allocate(ClickId.LENGTH_BYTES).putLong(id.high()).putInt(id.low()).array();
    }

    static Claim read(Row row) throws SQLException {
        ByteBuffer click = ByteBuffer.wrap(row.bytes("click_id"));
        String answer = row.textOrNull("answer");
        return new Claim(row.uuid("id"), new ShopId(row.integer("giver")),
                new OrderRef(new ShopId(row.integer("receiver")), row.text("reference")), row.date("day"),
                new Claim.Click(new ClickId(click.getLong(), click.getInt()).toString(), row.integer("terms_version"),
                        row.instant("clicked_at"),
                        Arrays.stream(row.integers("hops")).map(ShopId::new).toList()),
                row.instant("made_at"), ClaimState.valueOf(row.text("state")),
                answer == null ? null : ClaimAnswer.valueOf(answer), row.integer("reminders"),
                row.instant("changed_at"), booking(row));
    }

    private static Claim.@Nullable Booking booking(Row row) throws SQLException {
        String currency = row.textOrNull("currency");
        return currency == null
                ? null
                : new Claim.Booking(new Currency(currency), row.bigint("amount_minor"), row.instant("hold_until"),
                        new StageAmounts(row.bigint("pending_minor"), row.bigint("due_minor"),
                                row.bigint("settled_minor"), row.bigint("given_back_minor")));
    }
}

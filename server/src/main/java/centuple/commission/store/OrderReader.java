package centuple.commission.store;

import centuple.commission.Commission;
import centuple.commission.OrderBooks;
import centuple.order.OrderRef;
import centuple.platform.sql.Sql;
import centuple.shop.ShopId;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Reads orders and commissions that a shop may see, newest first: as receiver all of its own, as giver those it is owed
 * for, as a chain's origin those it has a share of, and orders that carried its token, coupon or day in vain.
 * What of them it may see is for the pages to say. Not thread-safe.
 */
public final class OrderReader {
    private static final UUID NEWEST = new UUID(-1, -1);

    private static final String COMMISSIONS = """
            select id, order_id from (
                (select id, order_id from commission where receiver = ? and id < ? order by id desc limit ?)
                union
                (select id, order_id from commission where giver = ? and id < ? order by id desc limit ?)
                union
                (select c.id, c.order_id from commission c join (
                    select distinct commission_id from booking where is_origin and creditor = ? and commission_id < ?
                    order by commission_id desc limit ?) share on share.commission_id = c.id)) mine
            order by id desc limit ?""";

    private static final String ORDERS = """
            select o.id, o.receiver, o.reference from shop_order o join (select id from (
                (select id from shop_order where receiver = ? and id < ? order by id desc limit ?)
                union
                (select distinct order_id from commission where giver = ? and order_id < ?
                    order by order_id desc limit ?)
                union
                (select distinct c.order_id from booking b join commission c on c.id = b.commission_id
                    where b.is_origin and b.creditor = ? and c.order_id < ? order by c.order_id desc limit ?)
                union
                (select order_id from order_refusal where giver = ? and order_id < ? order by order_id desc
                    limit ?)) seen
                order by id desc limit ?) mine on mine.id = o.id
            order by o.id desc""";

    private final Connection connection;

    public OrderReader(Connection connection) {
        this.connection = connection;
    }

    /**
     * An order that a shop may see something of.
     *
     * @param order the receiver's name for it, for the receiver only
     * @param books empty where only refunds were reported
     */
    public record SeenOrder(UUID id, OrderRef order, OrderBooks books) {
    }

    /**
     * A commission that a shop may see something of.
     *
     * @param books of its order
     */
    public record SeenCommission(OrderBooks books, Commission commission) {
    }

    /** Orders before an id, newest first. */
    public List<SeenOrder> orders(ShopId shop, Optional<UUID> before, int countMax) throws SQLException {
        int me = shop.value();
        UUID end = before.orElse(NEWEST);
        Map<UUID, OrderRef> refs = new HashMap<>();
        List<UUID> ids = Sql.list(connection, ORDERS, row -> {
            UUID id = row.uuid("id");
            refs.put(id, new OrderRef(new ShopId(row.integer("receiver")), row.text("reference")));
            return id;
        }, me, end, countMax, me, end, countMax, me, end, countMax, me, end, countMax, countMax);
        Map<UUID, OrderBooks> books = new BooksReader(connection).read(ids);
        List<SeenOrder> seen = new ArrayList<>();
        for (UUID id : ids) {
            OrderRef order = refs.get(id);
            if (order != null) {
                seen.add(new SeenOrder(id, order, books.getOrDefault(id, OrderBooks.none(id, order.receiver()))));
            }
        }
        return seen;
    }

    /** One order, if the shop may see something of it. */
    public Optional<SeenOrder> order(ShopId shop, UUID id) throws SQLException {
        return orders(shop, Optional.of(after(id)), 1).stream().filter(seen -> seen.id().equals(id)).findFirst();
    }

    /** Commissions before an id, newest first. */
    public List<SeenCommission> commissions(ShopId shop, Optional<UUID> before, int countMax) throws SQLException {
        int me = shop.value();
        UUID end = before.orElse(NEWEST);
        Map<UUID, UUID> orders = new HashMap<>();
        List<UUID> ids = Sql.list(connection, COMMISSIONS, row -> {
            orders.put(row.uuid("id"), row.uuid("order_id"));
            return row.uuid("id");
        }, me, end, countMax, me, end, countMax, me, end, countMax, countMax);
        Map<UUID, SeenCommission> seen = new HashMap<>();
        new BooksReader(connection).read(List.copyOf(java.util.Set.copyOf(orders.values()))).values().forEach(
                books -> books.commissions().forEach(one -> seen.put(one.id(), new SeenCommission(books, one))));
        List<SeenCommission> page = new ArrayList<>();
        for (UUID id : ids) {
            SeenCommission one = seen.get(id);
            if (one != null) {
                page.add(one);
            }
        }
        return page;
    }

    /** One commission, if the shop may see something of it. */
    public Optional<SeenCommission> commission(ShopId shop, UUID id) throws SQLException {
        return commissions(shop, Optional.of(after(id)), 1).stream().filter(seen -> seen.commission().id().equals(id))
                .findFirst();
    }

    /** The id that follows, so that "before it" includes this one. */
    private static UUID after(UUID id) {
        long low = id.getLeastSignificantBits() + 1;
        return new UUID(low == 0 ? id.getMostSignificantBits() + 1 : id.getMostSignificantBits(), low);
    }
}

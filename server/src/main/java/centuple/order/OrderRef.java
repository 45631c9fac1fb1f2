package centuple.order;

import centuple.shop.ShopId;

import java.util.regex.Pattern;

/**
 * The receiver's own name for an order; with the receiver it identifies the order.
 *
 * @param receiver the shop that sold
 * @param reference {@link #REFERENCE} characters; never shown to a giver
 */
public record OrderRef(ShopId receiver, String reference) implements Comparable<OrderRef> {
    /** What a reference, category, coupon or line name may be made of: enough for every platform, not for an e-mail. */
    public static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9._:#/-]{1,64}");

    /** What the public ids of orders start with. */
    public static final String ID_PREFIX = "ord_";

    public OrderRef {
        if (!REFERENCE.matcher(reference).matches()) {
            throw new IllegalArgumentException("not an order reference");
        }
    }

    /** One order for everybody, so that locks are always taken in it. */
    @Override
    public int compareTo(OrderRef other) {
        int byReceiver = receiver.compareTo(other.receiver);
        return byReceiver != 0 ? byReceiver : reference.compareTo(other.reference);
    }
}

package centuple.shop;

import java.time.Instant;

class MemoryTermsBookTest extends TermsBookContract {
    private final MemoryTermsBook book = new MemoryTermsBook();

    @Override
    protected void partner(ShopId one, ShopId other, Instant at, Terms... terms) {
        book.partner(one, other, at, terms);
    }

    @Override
    protected void put(Terms terms) {
        book.put(terms);
    }

    @Override
    protected void end(ShopId one, ShopId other, Instant at) {
        book.end(one, other, at);
    }

    @Override
    protected void coupon(ShopId receiver, String code, ShopId giver, Instant at) {
        book.coupon(receiver, code, giver, at);
    }

    @Override
    protected void endCoupon(ShopId receiver, String code, Instant at) {
        book.endCoupon(receiver, code, at);
    }

    @Override
    protected TermsBook book() {
        return book;
    }
}

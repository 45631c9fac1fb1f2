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
    protected void coupon(ShopId receiver, String code, ShopId giver) {
        book.coupon(receiver, code, giver);
    }

    @Override
    protected TermsBook book() {
        return book;
    }
}

package centuple.shop.http;

import centuple.platform.http.Access;
import centuple.platform.http.Answer;
import centuple.platform.http.Page;
import centuple.platform.http.Query;
import centuple.platform.http.Request;
import centuple.platform.http.Route;
import centuple.platform.json.JsonFields;
import centuple.shop.Event;
import centuple.shop.Refusal;
import centuple.shop.Scope;
import centuple.shop.ShopId;
import centuple.shop.store.SqlCoupons;
import centuple.shop.store.SqlTermsBook;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Coupons by which a receiver knows a giver's customer without any link. Thread-safe. */
public final class CouponRoutes {
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9._:#/-]{1,64}");
    private static final String CODE_IN_WORDS = "1 to 64 of letters, digits and ._:#/-";

    private final Desk desk;

    public CouponRoutes(Desk desk) {
        this.desk = desk;
    }

    public List<Route> routes() {
        Access shop = Access.scope(Scope.PARTNERS_WRITE.wire());
        Access readers = Access.scope(Scope.PARTNERS_WRITE.wire(), Scope.OPERATOR.wire());
        return List.of(Route.post("/v1/coupons", shop, this::create), Route.get("/v1/coupons", readers, this::list),
                Route.post("/v1/coupons/end", shop, this::end));
    }

    private Answer create(Request request) {
        ShopId me = Desk.shop(request);
        JsonFields in = request.json();
        String code = in.matching("code", CODE, CODE_IN_WORDS);
        Optional<ShopId> giver = in.parsed("giver", ShopId::parse, "a shop id");
        in.finish();
        return desk.change(request, connection -> {
            SqlCoupons coupons = new SqlCoupons(connection);
            coupons.lock();
            Instant now = desk.now();
            if (!new SqlTermsBook(connection).partners(me, giver.orElseThrow(), now)) {
                throw Desk.refused(Refusal.NOT_PARTNERS, Refusal.NOT_PARTNERS.explanation());
            }
            SqlCoupons.Coupon coupon = coupons.give(me, code, giver.get(), now)
                    .orElseThrow(() -> Desk.refused(Refusal.COUPON_TAKEN, Refusal.COUPON_TAKEN.explanation()));
            Desk.finish(connection,
                    List.of(new Event(now, "coupon.created", me, giver.get(), coupon.code(), Map.of())));
            return Answer.created("/v1/coupons", CouponView.of(coupon));
        });
    }

    private Answer list(Request request) {
        Query query = request.query();
        Page.Wish<SqlCoupons.Place> wish = Page.Wish.of(query, CouponRoutes::place);
        query.finish();
        List<SqlCoupons.Coupon> found = desk.read(
                connection -> new SqlCoupons(connection).page(Desk.reader(request), wish.after(), wish.limit() + 1));
        return Answer.ok(Page.of(found, wish.limit(), CouponRoutes::key)
                .map(CouponView::of));
    }

    private Answer end(Request request) {
        ShopId me = Desk.shop(request);
        JsonFields in = request.json();
        String code = in.matching("code", CODE, CODE_IN_WORDS);
        in.finish();
        return desk.change(request, connection -> {
            SqlCoupons coupons = new SqlCoupons(connection);
            coupons.lock();
            Instant now = desk.now();
            SqlCoupons.Coupon ended = coupons.end(me, code, now).orElseThrow(() -> Desk.notFound("coupon in force"));
            Desk.finish(connection,
                    List.of(new Event(now, "coupon.ended", me, ended.giver(), ended.code(), Map.of())));
            return Answer.nothing();
        });
    }

    private static String key(SqlCoupons.Coupon coupon) {
        return coupon.receiver() + " " + coupon.code() + " " + coupon.givenAt();
    }

    private static Optional<SqlCoupons.Place> place(String key) {
        String[] parts = key.split(" ", 3);
        if (parts.length < 3) {
            return Optional.empty();
        }
        try {
            Instant givenAt = Instant.parse(parts[2]);
            return ShopId.parse(parts[0]).map(receiver -> new SqlCoupons.Place(receiver, parts[1], givenAt));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private record CouponView(String code, String receiver, String giver, Instant givenAt, @Nullable Instant endedAt) {
        static CouponView of(SqlCoupons.Coupon coupon) {
            return new CouponView(coupon.code(), coupon.receiver().toString(), coupon.giver().toString(),
                    coupon.givenAt(), coupon.endedAt());
        }
    }
}

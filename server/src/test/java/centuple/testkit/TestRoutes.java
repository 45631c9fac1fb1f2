package centuple.testkit;

import centuple.catalogue.http.CatalogueDesk;
import centuple.catalogue.http.FeedRoutes;
import centuple.catalogue.http.PairRoutes;
import centuple.link.TargetUrl;
import centuple.link.http.LinkDesk;
import centuple.link.http.LinkRoutes;
import centuple.notify.SigningSecrets;
import centuple.notify.http.DeliveryRoutes;
import centuple.notify.http.WebhookDesk;
import centuple.notify.http.WebhookRoutes;
import centuple.platform.http.Route;
import centuple.platform.net.Outbound;
import centuple.platform.net.OutboundSettings;
import centuple.shop.http.CouponRoutes;
import centuple.shop.http.Desk;
import centuple.shop.http.DomainRoutes;
import centuple.shop.http.EventRoutes;
import centuple.shop.http.KeyRoutes;
import centuple.shop.http.PartnershipRoutes;
import centuple.shop.http.ShopRoutes;
import centuple.shop.net.NetProofSearch;
import centuple.shop.store.SqlEventLog;
import io.vertx.core.Vertx;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import javax.crypto.spec.SecretKeySpec;

/** The routes that tests serve, with this machine allowed as a shop's host. */
public final class TestRoutes {
    /** By which the webhooks of {@link #controlPlane} are signed. */
    public static final SigningSecrets WEBHOOK_SECRETS = new SigningSecrets(
            new SecretKeySpec("an example of thirty-two bytes..".getBytes(StandardCharsets.US_ASCII), "AES"));

    private TestRoutes() {
    }

    /** Shops, keys, domains, partnerships, coupons, links, events, feeds, pairs and webhooks. */
    public static List<Route> controlPlane(Vertx vertx, Desk desk) {
        NetProofSearch search = new NetProofSearch(new Outbound(vertx, OutboundSettings.WITH_LOOPBACK),
                _ -> List.of());
        List<Route> routes = new ArrayList<>();
        routes.addAll(new ShopRoutes(desk).routes());
        routes.addAll(new KeyRoutes(desk).routes());
        routes.addAll(new DomainRoutes(desk, search, true).routes());
        routes.addAll(new PartnershipRoutes(desk).routes());
        routes.addAll(new CouponRoutes(desk).routes());
        routes.addAll(new EventRoutes(desk).routes());
        routes.addAll(new LinkRoutes(new LinkDesk(desk.database(), desk.clock(), desk.random(), SqlEventLog::new,
                TargetUrl.HostRule.PUBLIC_OR_LOOPBACK, "https://exchange.example")).routes());
        CatalogueDesk catalogue = new CatalogueDesk(desk.database(), desk.clock(), SqlEventLog::new, true);
        routes.addAll(new FeedRoutes(catalogue).routes());
        routes.addAll(new PairRoutes(catalogue).routes());
        WebhookDesk webhooks = new WebhookDesk(desk.database(), desk.clock(), desk.random(), SqlEventLog::new,
                WEBHOOK_SECRETS, true);
        routes.addAll(new WebhookRoutes(webhooks).routes());
        routes.addAll(new DeliveryRoutes(webhooks).routes());
        return routes;
    }
}

package centuple.simulation.job;

import centuple.click.ClickRecord;
import centuple.click.Keyring;
import centuple.click.MasterKey;
import centuple.ledger.Account;
import centuple.ledger.Stage;
import centuple.link.LinkRow;
import centuple.link.LinkSnapshot;
import centuple.link.LinkState;
import centuple.link.LinkTable;
import centuple.link.LinkTableBuilder;
import centuple.link.PairTable;
import centuple.link.TargetUrl;
import centuple.money.BasisPoints;
import centuple.order.KeyringVerifier;
import centuple.order.OrderFacts;
import centuple.order.OrderIntake;
import centuple.order.OrderReport;
import centuple.order.Receipt;
import centuple.order.Source;
import centuple.order.http.FactReader;
import centuple.redirect.ClickSink;
import centuple.redirect.DeclaredBots;
import centuple.redirect.UserAgents;
import centuple.shop.Rate;
import centuple.shop.RateRule;
import centuple.shop.ShopId;
import centuple.shop.Terms;
import centuple.simulation.NicheSettings;
import centuple.simulation.Policy;
import centuple.testkit.PaperExchange;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Consumer;

/** The shops of the niche on an exchange in memory, with the path that replayed events take. */
final class PaperNiche {
    final PaperExchange exchange = new PaperExchange();
    final List<ClickRecord> clicks = new ArrayList<>();
    boolean live;
    private final Keyring keys;
    private final LinkTable links;

    PaperNiche(NicheSettings settings, Policy policy) {
        Instant start = settings.clock().start();
        keys = new Keyring(List.of(new MasterKey(1, new byte[MasterKey.SECRET_BYTES], start, null)));
        List<LinkRow> rows = new ArrayList<>();
        List<LinkSnapshot.OwnedHost> hosts = new ArrayList<>();
        hosts.add(new LinkSnapshot.OwnedHost(host(-1), shop(-1)));
        for (int place = 0; place < settings.partners().all().size(); place++) {
            hosts.add(new LinkSnapshot.OwnedHost(host(place), shop(place)));
            for (int from : new int[]{-1, place}) {
                int to = from == -1 ? place : -1;
                rows.add(link(from, to, policy.terms() ? 1 : 0));
                if (policy.terms()) {
                    exchange.terms.add(terms(settings, shop(to), shop(from), start));
                }
            }
        }
        links = new LinkTableBuilder(keys::signingKey, new PairTable(), TargetUrl.HostRule.PUBLIC)
                .build(new LinkSnapshot(1, rows, hosts, List.of(), List.of()));
    }

    ReplayPath path() {
        FactReader reader = new FactReader(new KeyringVerifier(() -> keys));
        return new ReplayPath(() -> live,
                new ReplayPath.Clicks(() -> links, () -> keys,
                        new UserAgents(new DeclaredBots(List.of()), new SplittableRandom(1)), sink()),
                new ReplayPath.Orders((body, shop, at) -> reader.read(body, shop, at).report(), intake(),
                        exchange::holdOver));
    }

    NicheReplay writing() {
        return new NicheReplay(PaperNiche::shop, PaperNiche::code);
    }

    /** What is owed to a shop, or by it, booked and not reversed. */
    long owedMinor(ShopId shop, boolean asCreditor) {
        return exchange.ledger.balancesMinor().entrySet().stream()
                .filter(entry -> entry.getKey().stage() != Stage.ACCRUED)
                .filter(entry -> shop.equals(party(entry.getKey(), asCreditor))).mapToLong(entry -> entry.getValue())
                .sum();
    }

    static ShopId shop(int place) {
        return new ShopId(0x7000_0000 + place);
    }

    static String code(int from, int to) {
        return "from" + (from + 1) + "to" + (to + 1);
    }

    private static ShopId party(Account account, boolean asCreditor) {
        return asCreditor ? account.creditor() : account.debtor();
    }

    private static String host(int place) {
        return "shop" + (place + 1) + ".example";
    }

    private static LinkRow link(int from, int to, int version) {
        UUID id = UUID.nameUUIDFromBytes(code(from, to).getBytes(StandardCharsets.UTF_8));
        return new LinkRow(id, code(from, to), new LinkRow.Pair(shop(from), shop(to)),
                new LinkRow.TermsInForce(version, List.of()),
                new LinkRow.Addresses("https://" + host(to) + "/", null), LinkState.ACTIVE);
    }

    private static Terms terms(NicheSettings settings, ShopId receiver, ShopId giver, Instant at) {
        BasisPoints rate = settings.partners().commission();
        return new Terms(receiver, giver, 1, NicheSettings.CURRENCY,
                List.of(RateRule.ofDefault(new Rate.Percent(rate))), Terms.Limits.DEFAULT, Terms.Shares.DEFAULT,
                List.of(), at, at);
    }

    private ClickSink sink() {
        return new ClickSink() {
            @Override
            public Kept keep(ClickRecord click) {
                clicks.add(click);
                // Every other click as a strict journal answers, so that the replay waits for it.
                return clicks.size() % 2 == 0 ? Kept.SOON : Kept.YES;
            }

            @Override
            public void whenSafe(Consumer<Kept> listener) {
                listener.accept(Kept.YES);
            }
        };
    }

    private OrderIntake intake() {
        return reports -> reports.stream().map(this::take).toList();
    }

    private Receipt take(OrderReport report) {
        OrderFacts.Merge merge = exchange.report(report.order(), report.fact());
        UUID id = exchange.order(report.order()).id();
        return switch (merge) {
            case OrderFacts.Merge.Added _ -> taken(id, false);
            case OrderFacts.Merge.Known _ -> taken(id, true);
            case OrderFacts.Merge.Conflict _ -> new Receipt.Conflict(id);
            case OrderFacts.Merge.OtherSource(Source teller) -> new Receipt.OtherSource(id, teller);
            case OrderFacts.Merge.TooMany _ -> new Receipt.TooManyFacts(id);
        };
    }

    private static Receipt taken(UUID id, boolean isRepeated) {
        return new Receipt.Taken(id, isRepeated, new Receipt.Standing(null, null, Set.of()));
    }
}

package centuple.redirect;

import centuple.click.ClickId;
import centuple.click.ClickRecord;
import centuple.click.ClickRoute;
import centuple.click.Hops;
import centuple.click.Keyring;
import centuple.click.SubIds;
import centuple.click.Visit;
import centuple.link.LandingUrl;
import centuple.link.LinkEntry;
import centuple.link.LinkTable;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Objects;
import java.util.random.RandomGenerator;

/** One request on its way through the steps: what it brought, and what the steps found out so far. For one thread. */
final class Passage {
    final RedirectRequest request;
    final Tables tables;
    final long nowMillis;
    final RandomGenerator random;

    ViaOutcome via = ViaOutcome.ABSENT;
    Hops hops = Hops.NONE;
    SubIds subIds = SubIds.NONE;
    private @Nullable LinkEntry link;
    private @Nullable LandingUrl landing;
    private @Nullable Visit visit;
    private @Nullable RedirectOutcome outcome;

    Passage(RedirectRequest request, Tables tables, long nowMillis, RandomGenerator random) {
        this.request = request;
        this.tables = tables;
        this.nowMillis = nowMillis;
        this.random = random;
    }

    Instant now() {
        return Instant.ofEpochMilli(nowMillis);
    }

    LinkEntry link() {
        return Objects.requireNonNull(link);
    }

    void link(LinkEntry found) {
        link = found;
    }

    LandingUrl landing() {
        return Objects.requireNonNull(landing);
    }

    void landing(LandingUrl resolved) {
        landing = resolved;
    }

    Visit visit() {
        return Objects.requireNonNull(visit);
    }

    void visit(Visit classified) {
        visit = classified;
    }

    /** What a step decided; null while the passage goes on. */
    @Nullable
    RedirectOutcome outcome() {
        return outcome;
    }

    /** Ends the passage: nothing is known of a link. */
    void refuse(RefusalReason reason) {
        outcome = new RedirectOutcome.Refused(reason, null, null);
    }

    /** Ends the passage of a visitor who may still go to the giver's fall-back, or on by an ordinary link. */
    void refuse(RefusalReason reason, @Nullable String fallback, @Nullable LandingUrl onward) {
        outcome = new RedirectOutcome.Refused(reason, fallback, onward == null ? null : onward.plain());
    }

    /** Ends the passage: the visitor goes on. */
    void redirect(String location, ClickId id) {
        LinkEntry found = link();
        ClickRoute route = ClickRoute.of(found.id(), found.pair().giver(), found.pair().receiver(),
                found.termsVersion());
        outcome = new RedirectOutcome.Redirect(location,
                new ClickRecord(id, nowMillis, route, hops, visit(), subIds), found.pair());
    }

    /** The tables as of this request. */
    record Tables(LinkTable links, Keyring keys) {
    }
}

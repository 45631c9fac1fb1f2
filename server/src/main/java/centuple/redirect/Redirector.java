package centuple.redirect;

import centuple.click.ClickId;
import centuple.click.ClickToken;
import centuple.click.Hops;
import centuple.click.Keyring;
import centuple.click.SubIds;
import centuple.click.TokenCodec;
import centuple.click.TokenVerdict;
import centuple.click.Visit;
import centuple.click.VisitClass;
import centuple.link.LandingUrl;
import centuple.link.LinkEntry;
import centuple.link.LinkState;
import centuple.link.LinkTable;
import centuple.link.Pair;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Decides what a request for {@code /r/{code}} is answered: a list of steps that can be read aloud, each of which may
 * end
 * the passage. Knows no HTTP library and no clock. Safe for all threads.
 */
public final class Redirector {
    private final List<NamedStep> steps = List.of( //
            new NamedStep("refuse prefetches", Redirector::refusePrefetches),
            new NamedStep("find the link", Redirector::findLink),
            new NamedStep("keep link hosts to their giver", Redirector::keepLinkHostsToTheirGiver),
            new NamedStep("stop at paused and ended", Redirector::stopAtPausedAndEnded),
            new NamedStep("resolve the target", Redirector::resolveTarget),
            new NamedStep("read sub-ids", Redirector::readSubIds), //
            new NamedStep("read via", Redirector::readVia), //
            new NamedStep("classify the visit", this::classifyVisit),
            new NamedStep("take from the allowance", Redirector::takeFromAllowance),
            new NamedStep("sign and send on", Redirector::signAndSendOn));
    private final NamedStep[] stepArray = steps.toArray(NamedStep[]::new);

    private final VisitClassifier classifier;
    private final UserAgents userAgents;
    private final RedirectCounts counts;

    public Redirector(VisitClassifier classifier, UserAgents userAgents, RedirectCounts counts) {
        this.classifier = classifier;
        this.userAgents = userAgents;
        this.counts = counts;
    }

    /**
     * What a request is answered. The outcome is counted.
     *
     * @param nowMillis the time, milliseconds since 1970 UTC
     * @param random draws click ids; should be unpredictable
     */
    public RedirectOutcome decide(RedirectRequest request, LinkTable links, Keyring keys, long nowMillis,
            RandomGenerator random) {
        Passage passage = new Passage(request, new Passage.Tables(links, keys), nowMillis, random);
        for (NamedStep step : stepArray) {
            step.action().take(passage);
            RedirectOutcome outcome = passage.outcome();
            if (outcome != null) {
                count(outcome, passage.via);
                return outcome;
            }
        }
        throw new IllegalStateException("the last step always ends the passage");
    }

    /** The names of the steps, in order. */
    public List<String> stepNames() {
        return steps.stream().map(NamedStep::name).toList();
    }

    private void count(RedirectOutcome outcome, ViaOutcome via) {
        switch (outcome) {
            case RedirectOutcome.Redirect redirect -> counts.count(redirect.click().visit().visitClass(), via);
            case RedirectOutcome.Refused refused -> counts.count(refused.reason());
        }
    }

    private static void refusePrefetches(Passage passage) {
        String purpose = passage.request.purpose();
        if (!purpose.isEmpty() && (purpose.contains("prefetch") || purpose.contains("preview")
                || purpose.contains("prerender"))) {
            passage.refuse(RefusalReason.PREFETCH);
        }
    }

    private static void findLink(Passage passage) {
        LinkEntry stored = passage.tables.links().byCode(passage.request.code());
        LinkEntry link = stored == null ? SuggestedLinks.find(passage) : stored;
        if (link == null) {
            passage.refuse(RefusalReason.UNKNOWN_CODE);
        } else {
            passage.link(link);
        }
    }

    private static void keepLinkHostsToTheirGiver(Passage passage) {
        Integer giver = passage.tables.links().giverOfLinkHost(passage.request.host());
        if (giver != null && giver != passage.link().pair().giver()) {
            passage.refuse(RefusalReason.FOREIGN_HOST);
        }
    }

    private static void stopAtPausedAndEnded(Passage passage) {
        LinkEntry link = passage.link();
        if (link.state() == LinkState.ACTIVE && link.pair().isOpen()) {
            return;
        }
        RefusalReason reason = switch (link.state()) {
            case ACTIVE -> RefusalReason.PAIR_PAUSED;
            case PAUSED -> RefusalReason.LINK_PAUSED;
            case ENDED -> RefusalReason.LINK_ENDED;
        };
        passage.refuse(reason, link.places().fallback(), link.places().landing());
    }

    private static void resolveTarget(Passage passage) {
        String query = passage.request.query();
        LinkEntry.Places places = passage.link().places();
        String to = QueryString.value(query, "to");
        LandingUrl landing = places.landing();
        if (to != null) {
            String decoded = QueryString.isDoubled(query, "to") ? null : QueryString.decode(to);
            landing = decoded == null ? null : DeepLink.resolve(places, decoded);
        }
        if (landing == null) {
            passage.refuse(RefusalReason.TARGET_REFUSED, null, places.landing());
        } else {
            passage.landing(landing);
        }
    }

    private static void readSubIds(Passage passage) {
        String query = passage.request.query();
        if (query == null || query.indexOf('s') < 0) {
            return;
        }
        SubIds subIds = new SubIds(mark(query, "s1"), mark(query, "s2"), mark(query, "s3"), mark(query, "s4"),
                mark(query, "s5"));
        passage.subIds = subIds.equals(SubIds.NONE) ? SubIds.NONE : subIds;
    }

    private static String mark(String query, String name) {
        String value = QueryString.value(query, name);
        return value != null && SubIds.isMark(value) ? value : "";
    }

    private static void readVia(Passage passage) {
        String via = QueryString.value(passage.request.query(), "via");
        if (via == null) {
            return;
        }
        Pair pair = passage.link().pair();
        switch (TokenCodec.verify(via, pair.giver(), passage.tables.keys(), passage.now())) {
            case TokenVerdict.Refused _ -> passage.via = ViaOutcome.REFUSED;
            case TokenVerdict.Valid(ClickToken token) -> {
                Hops hops = token.hops().then(token.giver());
                boolean roundTrip = token.hops().contains(pair.receiver()) || token.giver() == pair.receiver();
                passage.via = roundTrip ? ViaOutcome.ROUND_TRIP : ViaOutcome.USED;
                passage.hops = roundTrip ? Hops.NONE : hops;
            }
        }
    }

    private void classifyVisit(Passage passage) {
        RedirectRequest.Visitor visitor = passage.request.visitor();
        UserAgents.UserAgent agent = userAgents.look(visitor.userAgent());
        VisitClass visitClass = passage.request.head()
                ? VisitClass.HEAD
                : agent.bot()
                        ? VisitClass.BOT
                        : classifier.classify(passage.link().pair(), visitor.address(), agent.hash(),
                                passage.nowMillis);
        passage.visit(new Visit(visitClass, agent.device(), visitor.country()));
    }

    private static void takeFromAllowance(Passage passage) {
        LinkEntry link = passage.link();
        if (passage.visit().visitClass() == VisitClass.COUNTED && !link.pair().takeVisit()) {
            passage.refuse(RefusalReason.PAIR_PAUSED, link.places().fallback(), link.places().landing());
        }
    }

    private static void signAndSendOn(Passage passage) {
        ClickId id = new ClickId(passage.random.nextLong(), passage.random.nextInt());
        VisitClass visitClass = passage.visit().visitClass();
        if (visitClass == VisitClass.HEAD || visitClass == VisitClass.BOT) {
            passage.redirect(passage.landing().plain(), id);
            return;
        }
        if (!passage.landing().takesToken()) {
            passage.redirect(passage.landing().withoutToken(), id);
            return;
        }
        LinkEntry link = passage.link();
        ClickToken token = new ClickToken(link.signer().keyId(), link.pair().giver(), link.pair().receiver(),
                link.termsVersion(), passage.nowMillis / 60_000, id, passage.hops);
        passage.redirect(passage.landing().withToken(TokenCodec.sign(token, link.signer())), id);
    }

    private record NamedStep(String name, Step action) {
    }

    @FunctionalInterface
    private interface Step {
        void take(Passage passage);
    }
}

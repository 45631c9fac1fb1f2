package centuple.reciprocity;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * Decides for all partners of one giver whether visitors go on to them. Pure: the same facts and states give the same
 * verdicts, in any order of the partners.
 */
public final class Reciprocity {
    private final Protection protection;

    public Reciprocity(Protection protection) {
        this.protection = protection;
    }

    /**
     * A partner as it is looked at.
     *
     * @param facts what is known of it now
     * @param last what was remembered of it; null the first time
     * @param seat where it stands among the others
     */
    public record Partner(PairFacts facts, @Nullable PairState last, Seat seat) {
        /** A partner that is a party by itself, where there is only one currency. */
        public Partner(PairFacts facts, @Nullable PairState last) {
            this(facts, last, new Seat(facts.pair().receiver().value(), "", "", false));
        }
    }

    /**
     * Where a partner stands among the others of its giver.
     *
     * @param party the same number for all shops that are one party
     * @param currency of its amounts
     * @param backCurrency of the way back, as far as that can be reckoned in the same; else empty
     * @param over whether the partnership has ended: no visitors go, but what it took counts on
     */
    public record Seat(int party, String currency, String backCurrency, boolean over) {
        /** Those of both ways. */
        public String currencies() {
            return currency + "/" + backCurrency;
        }
    }

    /**
     * The verdicts, in the order of the partners.
     *
     * @param partners all of one giver, with those whose partnership ended lately: they share the trial pool
     * @param now when it is decided
     */
    public List<Verdict> decide(List<Partner> partners, Instant now) {
        long period = protection.periods().number(now);
        Set<Integer> forgiven = new HashSet<>();
        for (Partner partner : partners) {
            if (wishesAgain(partner)) {
                forgiven.add(partner.seat().party());
            }
        }
        List<Look> looks = new ArrayList<>();
        for (Partner partner : partners) {
            PairFacts facts = partner.facts();
            PairState last = partner.last() == null
                    ? PairState.first(period, facts, partner.seat())
                    : partner.last();
            String currencies = partner.seat().currencies();
            PairState rolled = roll(last.isIn(currencies) ? last : last.into(currencies, facts), facts, period);
            if (forgiven.contains(partner.seat().party()) || facts.wish().gift()) {
                rolled = forgive(rolled, facts);
            }
            looks.add(new Look(partner, rolled, Account.of(facts, rolled, protection),
                    RatioFloor.of(facts, rolled.floor().zero())));
        }
        return verdicts(looks, period);
    }

    private List<Verdict> verdicts(List<Look> looks, long period) {
        Map<Integer, List<Party.Member>> members = new HashMap<>();
        looks.forEach(look -> members.computeIfAbsent(look.partner.seat().party(), _ -> new ArrayList<>())
                .add(look.ofParty()));
        Map<Integer, Party> parties = new HashMap<>();
        members.forEach((number, shops) -> parties.put(number, Party.of(shops)));
        Function<Look, Party> party = look -> Objects
                .requireNonNull(parties.get(look.partner.seat().party()));
        TrialPool pool = TrialPool.of(looks.stream().map(look -> look.member(party.apply(look))).toList(),
                protection.trial());
        return looks.stream().map(look -> verdict(look, party.apply(look), pool, period)).toList();
    }

    private static boolean wishesAgain(Partner partner) {
        Long wish = partner.facts().wish().goOnAt();
        return partner.last() != null && wish != null && !wish.equals(partner.last().floor().heeded());
    }

    /** A period begins from zero, unless a pause at the line is to outlast it. */
    private PairState roll(PairState state, PairFacts facts, long period) {
        PairState.Count count = state.count();
        Long until = count.pausedUntil();
        if (period <= count.period() || until != null && period < until) {
            return state;
        }
        List<PairState.Closed> closed = new ArrayList<>(state.closed());
        closed.addFirst(Account.of(facts, state, protection).closed().per(period - count.period()));
        int repeats = count.pausedInPeriod() ? count.repeats() : 0;
        var fresh = new PairState.Count(period, PairState.Marks.after(count.zero(), facts), null, repeats, false);
        return new PairState(state.mode(), state.reason(), fresh, state.floor(),
                closed.subList(0, Math.min(closed.size(), protection.line().periodsRemembered())),
                state.carried().nextPeriod());
    }

    /** After the giver's decision to go on, the floor and the period begin from zero. */
    private static PairState forgive(PairState state, PairFacts facts) {
        PairState.Count count = state.count();
        PairState.Marks zero = PairState.Marks.after(count.zero(), facts);
        return new PairState(state.mode(), state.reason(), new PairState.Count(count.period(), zero, null, 0, false),
                new PairState.Floor(zero, false, false, facts.wish().goOnAt()), state.closed(),
                state.carried().forgiven());
    }

    private Verdict verdict(Look look, Party party, TrialPool pool, long period) {
        Account account = look.account;
        long value = look.partner.facts().out().promise().valueMinor();
        long shared = party.limitMinor(account);
        TrialPool.Member member = look.member(party);
        boolean poor = member.newcomer() && pool.limitMinor(member) < shared;
        long line = poor ? pool.limitMinor(member) : shared;
        RatioFloor floor = look.floor;
        boolean alarm = party.alarms(protection);
        PairState.Count count = count(look.rolled.count(), account, period, value);
        Standing standing = standing(look, new Reached(count, line, poor, alarm), value);
        var next = new PairState(standing.mode(), standing.reason(), count,
                new PairState.Floor(look.rolled.floor().zero(), alarm, party.tells(protection),
                        look.rolled.floor().heeded()),
                look.rolled.closed(), look.rolled.carried().at(look.shares()));
        PairState last = look.partner.last();
        boolean changed = last == null
                ? next.mode() != PairMode.OPEN
                : last.mode() != next.mode() || last.isGood() != next.isGood()
                        || next.mode() == PairMode.PAUSED && last.reason() != next.reason();
        return new Verdict(look.partner.facts().pair(), next, Verdict.Figures.of(account, line, floor), changed);
    }

    private PairState.Count count(PairState.Count count, Account account, long period, long valueMinor) {
        long line = account.lines().lineMinor();
        if (count.pausedUntil() != null) {
            return account.stakeMinor() <= protection.line().liftAt() * line ? count.lift() : count;
        }
        return account.stakeMinor() + valueMinor > line ? count.pause(period) : count;
    }

    private Standing standing(Look look, Reached reached, long valueMinor) {
        Account account = look.account;
        long stake = account.stakeMinor();
        long weight = look.partner.facts().debt().weightMinor();
        double throttleFrom = protection.line().throttleFrom();
        if (look.partner.facts().wish().gift()) {
            return new Standing(PairMode.GIFT, PairReason.GIFT);
        } else if (reached.alarm()) {
            return new Standing(PairMode.PAUSED, PairReason.FLOOR_ALARM);
        } else if (reached.count().pausedUntil() != null) {
            return new Standing(PairMode.PAUSED, usedUp(account));
        } else if (weight >= account.lines().unpaidMinor()) {
            return new Standing(PairMode.PAUSED, PairReason.UNPAID_LINE_REACHED);
        } else if (reached.poor() && stake + valueMinor > reached.line()) {
            return new Standing(PairMode.PAUSED, PairReason.TRIAL_POOL_USED_UP);
        } else if (stake + valueMinor > reached.line()) {
            return new Standing(PairMode.PAUSED, usedUp(account));
        } else if (stake >= throttleFrom * reached.line() || weight >= throttleFrom * account.lines().unpaidMinor()) {
            return new Standing(PairMode.THROTTLED, PairReason.NEAR_LINE);
        }
        return new Standing(PairMode.OPEN, openedBy(look));
    }

    private static PairReason usedUp(Account account) {
        return account.lines().lineMinor() > account.lines().trialMinor()
                ? PairReason.LINE_REACHED
                : PairReason.TRIAL_USED_UP;
    }

    private static PairReason openedBy(Look look) {
        PairState last = look.partner.last();
        if (last == null || last.mode() != PairMode.PAUSED) {
            return PairReason.BELOW_LINE;
        }
        if (last.floor().open() && !look.rolled.floor().open()) {
            return PairReason.GIVER_DECIDED;
        }
        return last.count().pausedUntil() != null && look.rolled.count().pausedUntil() == null
                ? PairReason.PAUSE_OVER
                : PairReason.CAME_BACK;
    }

    /** What a look has come to. */
    private record Reached(PairState.Count count, long line, boolean poor, boolean alarm) {
    }

    private record Standing(PairMode mode, PairReason reason) {
    }

    /** A partner with its figures. */
    private record Look(Partner partner, PairState rolled, Account account, RatioFloor floor) {
        /** Anything that proves anything is commission, or an order of a visitor that the partner gave. */
        PairState.Shares shares() {
            PairState.Shares before = rolled.carried().before();
            boolean known = before.known() || partner.facts().out().totals().commissionMinor() > 0
                    || partner.facts().back().totals().orders() > 0;
            return new PairState.Shares((double) account.stakeMinor() / account.lines().lineMinor(),
                    before.logOdds() + floor.logOdds(),
                    before.missingTrials() + (double) floor.missingMinor() / account.lines().trialMinor(), known);
        }

        Party.Member ofParty() {
            PairState.Shares shares = shares();
            double missingVisits = shares.missingTrials() * account.lines().trialMinor()
                    / partner.facts().out().promise().valueMinor();
            return new Party.Member(partner.seat(), account, rolled.floor(), shares, missingVisits);
        }

        TrialPool.Member member(Party party) {
            Promise back = partner.facts().back().promise();
            long trial = account.lines().trialMinor();
            return new TrialPool.Member(partner.seat(), !party.known() && !partner.facts().wish().gift(),
                    new TrialPool.Credit(trial, account.stakeMinor()),
                    new TrialPool.Credit(trial + Account.money(back, Totals.unprovenVisitsMax(back)),
                            account.unprovenMinor()),
                    rolled.closed().isEmpty() ? 0 : rolled.closed().getFirst().givenMinor());
        }
    }
}

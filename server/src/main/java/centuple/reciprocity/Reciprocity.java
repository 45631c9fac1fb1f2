package centuple.reciprocity;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

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
     */
    public record Partner(PairFacts facts, @Nullable PairState last) {
    }

    /**
     * The verdicts, in the order of the partners.
     *
     * @param partners all of one giver whose amounts are in one currency: they share the trial pool
     * @param now when it is decided
     */
    public List<Verdict> decide(List<Partner> partners, Instant now) {
        long period = protection.periods().number(now);
        List<Look> looks = new ArrayList<>();
        for (Partner partner : partners) {
            PairState last = partner.last() == null ? PairState.first(period, partner.facts()) : partner.last();
            PairState rolled = heed(roll(last, partner.facts(), period), partner.facts());
            looks.add(new Look(partner, rolled, Account.of(partner.facts(), rolled, protection)));
        }
        TrialPool pool = TrialPool.of(looks.stream().map(Look::member).toList(), protection.trial());
        return looks.stream().map(look -> verdict(look, pool, period)).toList();
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
        var fresh = new PairState.Count(period, PairState.Marks.of(facts), null, repeats, false);
        return new PairState(state.mode(), state.reason(), fresh, state.floor(),
                closed.subList(0, Math.min(closed.size(), protection.line().periodsRemembered())));
    }

    /** After the giver's decision to go on, the floor and the period begin from zero. */
    private static PairState heed(PairState state, PairFacts facts) {
        Long wish = facts.wish().goOnAt();
        boolean again = wish != null && !wish.equals(state.floor().heeded());
        if (!again && !facts.wish().gift()) {
            return state;
        }
        PairState.Marks zero = PairState.Marks.of(facts);
        PairState.Count count = state.count();
        return new PairState(state.mode(), state.reason(), new PairState.Count(count.period(), zero, null, 0, false),
                new PairState.Floor(zero, false, wish), state.closed());
    }

    private Verdict verdict(Look look, TrialPool pool, long period) {
        Account account = look.account;
        long value = look.partner.facts().out().promise().valueMinor();
        boolean poor = look.newcomer() && pool.limitMinor(look.member()) < account.lines().lineMinor();
        long line = poor ? pool.limitMinor(look.member()) : account.lines().lineMinor();
        RatioFloor floor = RatioFloor.of(look.partner.facts(), look.rolled.floor().zero());
        boolean alarm = look.rolled.floor().open()
                ? floor.missingMinor() > 0
                : floor.alarms(protection, account.lines().trialMinor());
        PairState.Count count = count(look.rolled.count(), account, period, value);
        Standing standing = standing(look, new Reached(count, line, poor, alarm), value);
        var next = new PairState(standing.mode(), standing.reason(), count,
                new PairState.Floor(look.rolled.floor().zero(), alarm, look.rolled.floor().heeded()),
                look.rolled.closed());
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
            return new Standing(PairMode.PAUSED, account.lines().lineMinor() > account.lines().trialMinor()
                    ? PairReason.LINE_REACHED
                    : PairReason.TRIAL_USED_UP);
        } else if (weight >= account.lines().unpaidMinor()) {
            return new Standing(PairMode.PAUSED, PairReason.UNPAID_LINE_REACHED);
        } else if (reached.poor() && stake + valueMinor > reached.line()) {
            return new Standing(PairMode.PAUSED, PairReason.TRIAL_POOL_USED_UP);
        } else if (stake >= throttleFrom * reached.line() || weight >= throttleFrom * account.lines().unpaidMinor()) {
            return new Standing(PairMode.THROTTLED, PairReason.NEAR_LINE);
        }
        return new Standing(PairMode.OPEN, openedBy(look));
    }

    private static PairReason openedBy(Look look) {
        PairState last = look.partner.last();
        if (last == null || last.mode() != PairMode.PAUSED) {
            return PairReason.BELOW_LINE;
        }
        if (!last.isGood() && !look.rolled.floor().open()) {
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
    private record Look(Partner partner, PairState rolled, Account account) {
        /** Nothing that proves anything came back yet: no commission, and no order of a visitor it gave. */
        boolean newcomer() {
            return partner.facts().out().totals().commissionMinor() <= 0
                    && partner.facts().back().totals().orders() <= 0 && !partner.facts().wish().gift();
        }

        TrialPool.Member member() {
            Promise back = partner.facts().back().promise();
            long trial = account.lines().trialMinor();
            return new TrialPool.Member(newcomer(), new TrialPool.Credit(trial, account.stakeMinor()),
                    new TrialPool.Credit(trial + Account.money(back, Totals.unprovenVisitsMax(back)),
                            account.unprovenMinor()),
                    rolled.closed().isEmpty() ? 0 : rolled.closed().getFirst().givenMinor());
        }
    }
}

'use strict';

const { post } = require('./standard-webhooks');

const POLL_MS = 5_000;
const BATCH_MAX = 20;
/** While one attempt runs, no other server of this shop takes the message. */
const CLAIM_MS = 60_000;
const DELAY_FIRST_MS = 1_000;
const DELAY_MAX_MS = 15 * 60_000;
/** Then the hold of most terms is over; the row stays and names the problem. */
const GIVE_UP_AFTER_MS = 30 * 24 * 3_600_000;

/** Time until the next attempt: 1, 2, 4 ... seconds, at most 15 minutes. */
function delayMs(attempts) {
    return Math.min(DELAY_MAX_MS, DELAY_FIRST_MS * 2 ** Math.min(attempts - 1, 20));
}

/** Sends what lies in the table, over restarts, until it is taken. One for each server process. */
class Outbox {
    /**
     * @param messages the rows: due, claim, note
     * @param target url and secret
     * @param warn takes a text for the log
     */
    constructor(messages, target, warn) {
        this.messages = messages;
        this.target = target;
        this.warn = warn;
        this.isStopped = false;
    }

    start() {
        this.timer = setTimeout(() => this.wake(), 0);
    }

    async stop() {
        this.isStopped = true;
        clearTimeout(this.timer);
        await this.running;
    }

    /** Looks now instead of at the next turn. */
    wake() {
        clearTimeout(this.timer);
        if (this.isStopped) {
            return;
        }
        if (this.running) {
            this.isWokenAgain = true;
            return;
        }
        this.running = this.turn().finally(() => {
            this.running = undefined;
            this.timer = setTimeout(() => this.wake(), this.isWokenAgain ? 0 : POLL_MS);
            this.isWokenAgain = false;
            if (this.isStopped) {
                clearTimeout(this.timer);
            }
        });
    }

    async turn() {
        try {
            const due = await this.messages.due(new Date(), BATCH_MAX);
            for (const message of due) {
                if (this.isStopped) {
                    return;
                }
                await this.send(message);
            }
            this.isWokenAgain ||= due.length === BATCH_MAX;
        } catch (e) {
            this.warn(`the outbox could not be read: ${e.message}`);
        }
    }

    async send(message) {
        if (!await this.messages.claim(message, new Date(Date.now() + CLAIM_MS))) {
            return;
        }
        const { id, body, createdAt } = message;
        const attempts = message.attempts + 1;
        const problem = await post(this.target, id, body);
        const now = Date.now();
        if (problem === '') {
            await this.messages.note(id, { dueAt: null, sentAt: new Date(now), problem });
            return;
        }
        const isGivenUp = now - createdAt.getTime() > GIVE_UP_AFTER_MS;
        const dueAt = isGivenUp ? null : new Date(now + delayMs(attempts));
        await this.messages.note(id, { dueAt, sentAt: null, problem });
        this.warn(`message ${id}, attempt ${attempts}: ${problem}${isGivenUp ? '; given up after 30 days' : ''}`);
    }
}

module.exports = { Outbox, delayMs };

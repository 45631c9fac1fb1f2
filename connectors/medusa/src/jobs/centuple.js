'use strict';

const { tell } = require('../tell');

/** How far back the first look goes, and how far the slow one does. */
const DAYS = 30;
/** A change may be listed some time after it was made. */
const OVERLAP_MS = 10 * 60_000;
const PAGE = 100;
/** Pages of one look at what changed; the next look goes on from there. */
const PAGES_MAX = 10;
/** Orders that the exchange did not take, to be told again. */
const FAILED_MAX = 1_000;

/** Where the looking stands, in this process: a restart begins with the last 30 days again. */
const start = () => ({ since: undefined, slow: undefined, failed: new Set() });
let state = start();

const daysAgo = () => new Date(Date.now() - DAYS * 24 * 3_600_000);

/** Orders by that time from there on, the oldest first, and where to go on; undefined where none is left. */
async function page(query, field, from, skip) {
    const { data: orders } = await query.graph({
        entity: 'order',
        fields: ['id', field, 'metadata', 'promotions.code'],
        filters: { [field]: { $gte: from } },
        pagination: { skip, take: PAGE, order: { [field]: 'ASC', id: 'ASC' } },
    });
    if (orders.length < PAGE) {
        return { orders, next: undefined };
    }
    const last = new Date(orders[orders.length - 1][field]);
    // Not by counting alone: an order that changes meanwhile moves to the end, and the one behind it would be left out.
    return { orders, next: last > from ? { from: last, skip: 0 } : { from, skip: skip + PAGE } };
}

/** The orders that changed since the last look, so many that one look stays short. */
async function changed(query) {
    const ids = new Set();
    let at = { from: state.since ?? daysAgo(), skip: 0 };
    let newest = at.from;
    for (let count = 0; count < PAGES_MAX && at !== undefined; count++) {
        const { orders, next } = await page(query, 'updated_at', at.from, at.skip);
        orders.filter(concernsUs).forEach(({ id }) => ids.add(id));
        newest = orders.reduce((time, order) => (new Date(order.updated_at) > time ? new Date(order.updated_at) : time),
            newest);
        at = next;
    }
    // A look that was cut short goes on from its last order, one that was not from a little before.
    return { ids, since: at === undefined ? new Date(Math.max(newest - OVERLAP_MS, daysAgo())) : newest };
}

/** One page of all orders of 30 days, in turn: money that comes or goes need not change the order itself. */
async function inTurn(query) {
    const at = state.slow ?? { from: daysAgo(), skip: 0 };
    const { orders, next } = await page(query, 'created_at', at.from, at.skip);
    return { ids: orders.filter(concernsUs).map(({ id }) => id), slow: next };
}

const concernsUs = ({ metadata, promotions }) => Boolean(metadata?.centuple || metadata?.centuple_told
    || promotions?.length);

/** What events missed, and what the exchange did not take. */
async function catchUp(container) {
    const query = container.resolve('query');
    const { ids, since } = await changed(query);
    const turn = await inTurn(query);
    const failed = new Set();
    for (const id of new Set([...state.failed, ...ids, ...turn.ids])) {
        try {
            await tell(container, id);
        } catch (e) {
            container.resolve('logger').warn(e.message);
            if (failed.size < FAILED_MAX) {
                failed.add(id);
            }
        }
    }
    state = { since, slow: turn.slow, failed };
}

exports.default = catchUp;
exports.config = { name: 'centuple-catch-up', schedule: '*/10 * * * *' };
/** As after a restart of the server. */
exports.restart = () => { state = start(); };

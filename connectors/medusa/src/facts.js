'use strict';

// Orders of Medusa as facts of Centuple, in the format of docs/reference/orders.md. Pure: no database, no clock.

const { digitsOf, share } = require('./money');

const TOKEN = /^[A-Za-z0-9_-]{40,128}$/;
const GIVER_DAY = /^(shop_[0-9a-f]{1,16})\/(\d{4}-\d{2}-\d{2})$/;
const TOKENS_MAX = 18;
const COUPONS_MAX = 20;
const REFERENCE = /^[A-Za-z0-9._:#/-]{1,64}$/;

/**
 * What of an order says that a partner sent the visitor; empty where nothing does. The metadata of the cart holds what
 * centuple.js keeps: tokens, the newest first, or in its mode without identifiers a partner and a day.
 */
function marksOf({ metadata, promotions }) {
    const parts = String(metadata?.centuple ?? '').split(/[\s,]+/);
    const marks = {};
    const tokens = [...new Set(parts.filter(part => TOKEN.test(part)))].slice(0, TOKENS_MAX);
    if (tokens.length > 0) {
        marks.tokens = tokens.map(token => ({ token, found_in: 'cart_attribute' }));
    }
    const [, giver, day] = parts.map(part => GIVER_DAY.exec(part)).find(Boolean) ?? [];
    if (giver) {
        marks.giver_day = { giver, day };
    }
    const coupons = (promotions ?? []).map(one => one?.code ?? '').filter(code => REFERENCE.test(code));
    if (coupons.length > 0) {
        marks.coupons = coupons.slice(0, COUPONS_MAX);
    }
    return marks;
}

/** Medusa's decimal amounts (a number, a text, or its BigNumber) in minor units, half up; never negative. */
function minorOf(amount, currency) {
    const text = String(amount?.value ?? amount?.numeric ?? amount ?? 0);
    const [, sign, whole, fraction = '', power = '0'] = /^(-?)(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i.exec(text) ?? [];
    if (whole === undefined || whole + fraction === '') {
        throw new Error('an amount of the order is not a number');
    }
    if (sign === '-') {
        return 0;
    }
    const shift = digitsOf(currency) - fraction.length + Number(power);
    const digits = BigInt(whole + fraction);
    const scale = 10n ** BigInt(Math.abs(shift));
    return Number(shift >= 0 ? digits * scale : (2n * digits + scale) / (2n * scale));
}

const paymentsOf = order => (order.payment_collections ?? []).flatMap(one => one?.payments ?? []).filter(Boolean);

/** When the first money was taken; undefined before. */
function paidAtOf(order) {
    const times = paymentsOf(order).flatMap(payment => [payment.captured_at, ...(payment.captures ?? [])
        .map(capture => capture.created_at)]).filter(Boolean).map(time => new Date(time).getTime());
    return times.length > 0 ? new Date(Math.min(...times)) : undefined;
}

/**
 * An order when it is paid. Afterwards Medusa changes it by returns and edits; what is told once stays, and what is
 * given back follows as refunds.
 *
 * @param order with items and their totals, shipping_total and payments with captures
 * @param isNewCustomer may be undefined
 * @returns the fact, or undefined while it is not paid or where no partner has to do with it
 */
function paidOf(order, isNewCustomer) {
    const marks = marksOf(order);
    const paidAt = paidAtOf(order);
    const currency = order.currency_code.toUpperCase();
    const lines = (order.items ?? []).filter(item => Number(item.quantity) > 0).map(item => {
        const gross = minorOf(item.total, currency);
        return {
            reference: item.id,
            category: categoryOf(item),
            quantity: Math.max(1, Math.floor(Number(item.quantity))),
            amount_minor: gross,
            tax_minor: Math.min(gross, minorOf(item.tax_total, currency)),
        };
    });
    if (paidAt === undefined || lines.length === 0 || Object.keys(marks).length === 0) {
        return undefined;
    }
    const placedAt = new Date(order.created_at);
    return {
        type: 'snapshot',
        reference: order.id,
        number: order.display_id == null ? undefined : String(order.display_id),
        status: 'paid',
        currency,
        placed_at: placedAt.toISOString(),
        paid_at: new Date(Math.max(placedAt, paidAt)).toISOString(),
        new_customer: isNewCustomer,
        lines,
        shipping_minor: minorOf(order.shipping_total, currency),
        ...marks,
    };
}

function categoryOf({ product_type: type }) {
    const text = String(type ?? '').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 64);
    return text === '' ? undefined : text;
}

/** What was given back of an order that was told, and its cancellation. */
function afterwardsOf(order, paid) {
    const refunds = paymentsOf(order).flatMap(payment => payment.refunds ?? []).map(refund => refundOf(refund, paid));
    return order.canceled_at || order.status === 'canceled'
        ? [...refunds, { type: 'cancellation', reference: paid.reference, currency: paid.currency, placed_at: paid.placed_at }]
        : refunds;
}

/** Medusa's refunds are money and name no item: all of the goods, or a share without tax. */
function refundOf({ id, amount }, paid) {
    const fact = { type: 'refund', reference: paid.reference, refund_reference: id, currency: paid.currency };
    const sum = field => paid.lines.reduce((total, line) => total + line[field], 0);
    const [gross, tax, money] = [sum('amount_minor'), sum('tax_minor'), minorOf(amount, paid.currency)];
    return money >= gross ? { ...fact, full: true } : { ...fact, amount_minor: share(money, gross - tax, gross) };
}

/** The name of a fact within its order. */
const nameOf = fact => (fact.type === 'refund' ? fact.refund_reference : fact.status ?? 'cancelled');

module.exports = { marksOf, minorOf, paidOf, afterwardsOf, nameOf };

'use strict';

// Orders and refunds of Vendure as facts of Centuple. Pure: no database, no clock.

const { digitsOf, share } = require('./money');

const TOKEN = /^[A-Za-z0-9_-]{40,128}$/;
const GIVER_DAY = /^(shop_[0-9a-f]{1,16})\/(\d{4}-\d{2}-\d{2})$/;
const TOKENS_MAX = 18;
const COUPONS_MAX = 20;
const REFERENCE = /^[A-Za-z0-9._:#/-]{1,64}$/;

/**
 * What of an order says that a partner sent the visitor; empty where nothing does. The field holds what centuple.js
 * keeps: tokens, the newest first, or in its mode without identifiers a partner and a day.
 */
function marksOf(order) {
    const parts = (order.customFields?.centupleToken ?? '').split(/[\s,]+/);
    const marks = {};
    const tokens = [...new Set(parts.filter(part => TOKEN.test(part)))].slice(0, TOKENS_MAX);
    if (tokens.length > 0) {
        marks.tokens = tokens.map(token => ({ token, found_in: 'order_field' }));
    }
    const [, giver, day] = parts.map(part => GIVER_DAY.exec(part)).find(Boolean) ?? [];
    if (giver) {
        marks.giver_day = { giver, day };
    }
    const coupons = (order.couponCodes ?? []).filter(code => REFERENCE.test(code)).slice(0, COUPONS_MAX);
    if (coupons.length > 0) {
        marks.coupons = coupons;
    }
    return marks;
}

/** Vendure's integers have the digits of its MoneyStrategy; ours those of the currency. Never negative. */
function minorOf(value, currency, precision) {
    const digits = digitsOf(currency);
    const amount = Math.max(0, Math.round(value));
    return digits >= precision ? amount * 10 ** (digits - precision) : share(amount, 1, 10 ** (precision - digits));
}

/** The first value of the facet on the variant, else on its product. */
function categoryOf(line, facet) {
    const values = [...(line.productVariant?.facetValues ?? []), ...(line.productVariant?.product?.facetValues ?? [])];
    const code = values.find(value => value.facet?.code === facet)?.code;
    return REFERENCE.test(code ?? '') ? code : undefined;
}

function lineOf(line, currency, { precision, categoryFacet }) {
    const gross = minorOf(line.proratedLinePriceWithTax, currency, precision);
    const net = Math.min(gross, minorOf(line.proratedLinePrice, currency, precision));
    return {
        reference: String(line.id),
        category: categoryOf(line, categoryFacet),
        quantity: line.quantity,
        amount_minor: gross,
        tax_minor: gross - net,
    };
}

/**
 * An order as it stands, in the format of docs/reference/orders.md. The lines are what Vendure calls prorated: after
 * the discounts of line and order; tax is named in them, shipping is apart, surcharges are left out.
 *
 * A snapshot never contains refunds, but Vendure takes refunded and cancelled units out of the order. So what was
 * reported as paid (`former`) stays: units are only added, never taken away.
 *
 * @param order with lines, each with its variant and facet values
 * @param status placed, paid or cancelled
 * @param about at: time of the transition; precision: digits of Vendure's money; categoryFacet; isNewCustomer
 * @param former the snapshot that was reported last, if any
 * @returns the fact, or undefined where there is nothing to report
 */
function snapshotOf(order, status, about, former) {
    const marks = marksOf(order);
    if (Object.keys(marks).length === 0 && former === undefined) {
        return undefined;
    }
    const currency = order.currencyCode;
    const now = order.lines.filter(line => line.quantity > 0).map(line => lineOf(line, currency, about));
    const lines = linesAfter(former, status, now);
    if (lines.length === 0 || former?.status === 'cancelled') {
        return undefined;
    }
    if (former?.status === status && JSON.stringify(former.lines) === JSON.stringify(lines)) {
        return undefined;
    }
    const at = about.at.toISOString();
    const hasBeenPaid = status === 'paid' || former?.paid_at !== undefined;
    return {
        type: 'snapshot',
        reference: order.code,
        status,
        version: Math.max(about.at.getTime(), (former?.version ?? 0) + 1),
        currency,
        placed_at: former?.placed_at ?? order.orderPlacedAt?.toISOString() ?? at,
        paid_at: hasBeenPaid ? (former?.paid_at ?? at) : undefined,
        new_customer: former === undefined ? about.isNewCustomer : former.new_customer,
        lines,
        shipping_minor: minorOf(order.shippingWithTax ?? 0, currency, about.precision),
        ...marks,
    };
}

function linesAfter(former, status, now) {
    if (status === 'cancelled') {
        return former?.lines ?? [];
    }
    if (former?.status !== 'paid') {
        return now;
    }
    const added = now.filter(line => !former.lines.some(old => old.reference === line.reference));
    return former.lines
        .map(old => now.find(line => line.reference === old.reference && line.quantity > old.quantity) ?? old)
        .concat(added);
}

/**
 * A refund that was settled, measured by what was reported of its order. Units, where the money given back covers
 * them; else the money, without tax and without what the refund names as shipping.
 *
 * @param refund with its lines (orderLineId, quantity)
 * @param former the snapshot that was reported last
 * @returns the fact, or undefined where no goods are given back
 */
function refundOf(refund, former, { precision }) {
    const fact = {
        type: 'refund',
        reference: former.reference,
        refund_reference: String(refund.id),
        currency: former.currency,
    };
    const goods = minorOf(goodsOf(refund), former.currency, precision);
    const parts = (refund.lines ?? []).filter(part => part.quantity > 0).map(part => {
        const line = former.lines.find(known => known.reference === String(part.orderLineId));
        return line && { line, units: Math.min(part.quantity, line.quantity) };
    }).filter(Boolean);
    const worth = parts.reduce((sum, { line, units }) => sum + share(line.amount_minor, units, line.quantity), 0);
    if (worth > 0 && goods > 0) {
        // One minor unit for each: Vendure rounds the money of a unit, we round that of a line.
        const isCovered = goods + parts.reduce((sum, { units }) => sum + units, 0) >= worth;
        return { ...fact, lines: parts.map(part => (isCovered ? unitsOf(part) : moneyOf(part, goods, worth))) };
    }
    const [gross, tax] = [total(former.lines, 'amount_minor'), total(former.lines, 'tax_minor')];
    if (goods === 0 || gross === 0) {
        return undefined;
    }
    return goods >= gross ? { ...fact, full: true } : { ...fact, amount_minor: share(goods, gross - tax, gross) };
}

const unitsOf = ({ line, units }) => ({ line: line.reference, quantity: units });

function moneyOf({ line, units }, goods, worth) {
    const part = share(goods, share(line.amount_minor, units, line.quantity), worth);
    return {
        line: line.reference,
        amount_minor: line.amount_minor === 0 ? 0 : share(part, line.amount_minor - line.tax_minor, line.amount_minor),
    };
}

/** The money of a refund that is for goods: by its older fields where they are filled, else all but the shipping. */
function goodsOf({ total: sum, items = 0, shipping = 0, adjustment = 0 }) {
    const whole = items + shipping + adjustment;
    return items > 0 && whole > 0
        ? share(sum, Math.max(0, items + adjustment), whole)
        : Math.max(0, sum - shipping);
}

const total = (lines, field) => lines.reduce((sum, line) => sum + line[field], 0);

module.exports = { marksOf, minorOf, snapshotOf, refundOf };

'use strict';

const { test } = require('node:test');
const assert = require('node:assert/strict');
const { marksOf, minorOf, snapshotOf, refundOf } = require('../src/facts');

const TOKEN = 'AQEAAAfZ' + 'a'.repeat(60);
const AT = new Date('2026-11-23T10:00:00Z');
const ABOUT = { at: AT, precision: 2, categoryFacet: 'category', isNewCustomer: true };

const line = (id, quantity, gross, net, facetValues = []) => ({
    id, quantity, proratedLinePriceWithTax: gross, proratedLinePrice: net,
    productVariant: { facetValues: [], product: { facetValues } },
});

const order = (changes = {}) => ({
    code: 'ABCD1234', currencyCode: 'EUR', shippingWithTax: 595, couponCodes: [],
    customFields: { centupleToken: TOKEN },
    lines: [line(7, 2, 11898, 9998, [{ code: 'shoes', facet: { code: 'category' } }]), line(8, 1, 1190, 1000)],
    ...changes,
});

test('a paid order: gross lines with the tax named, shipping apart, the token where it was found', () => {
    assert.deepEqual(JSON.parse(JSON.stringify(snapshotOf(order(), 'paid', ABOUT))), {
        type: 'snapshot', reference: 'ABCD1234', status: 'paid', version: AT.getTime(), currency: 'EUR',
        placed_at: '2026-11-23T10:00:00.000Z', paid_at: '2026-11-23T10:00:00.000Z', new_customer: true,
        lines: [
            { reference: '7', category: 'shoes', quantity: 2, amount_minor: 11898, tax_minor: 1900 },
            { reference: '8', quantity: 1, amount_minor: 1190, tax_minor: 190 },
        ],
        shipping_minor: 595,
        tokens: [{ token: TOKEN, found_in: 'order_field' }],
    });
});

test('nothing of a person is in it', () => {
    const text = JSON.stringify(snapshotOf(order({
        customer: { firstName: 'Jacques', emailAddress: 'jacques@shop.example' },
        shippingAddress: { fullName: 'Jacques', streetLine1: '1 Quai du Port' },
    }), 'paid', ABOUT));
    assert.doesNotMatch(text, /Jacques|jacques|Quai|@/);
});

test('an order without token, coupon or partner is not reported', () => {
    assert.equal(snapshotOf(order({ customFields: {} }), 'paid', ABOUT), undefined);
    assert.equal(snapshotOf(order({ customFields: { centupleToken: 'short' } }), 'paid', ABOUT), undefined);
});

test('marks: the newest tokens, a coupon, the partner and day of the mode without clicks', () => {
    const many = Array.from({ length: 20 }, (_, i) => TOKEN + String(i).padStart(2, '0'));
    const kept = text => marksOf(order({ customFields: { centupleToken: text } }));
    assert.deepEqual(kept(many.join(' ')).tokens.map(each => each.token), many.slice(0, 18));
    assert.equal(kept(`${TOKEN},${TOKEN}`).tokens.length, 1);
    assert.deepEqual(kept('shop_0b0b0001/2026-11-23'), { giver_day: { giver: 'shop_0b0b0001', day: '2026-11-23' } });
    assert.deepEqual(kept('shop_0b0b0001/today <script>'), {});
    assert.deepEqual(marksOf(order({ customFields: null, couponCodes: ['ANNE10', 'a b'] })), { coupons: ['ANNE10'] });
});

test('amounts take the digits of their currency, whatever those of the shop', () => {
    assert.equal(minorOf(4999, 'EUR', 2), 4999);
    assert.equal(minorOf(500000, 'JPY', 2), 5000);
    assert.equal(minorOf(5000, 'JPY', 0), 5000);
    assert.equal(minorOf(1234, 'KWD', 2), 12340);
    assert.equal(minorOf(12345, 'EUR', 3), 1235);
    assert.equal(minorOf(-1, 'EUR', 2), 0);
});

test('placed, then paid, then cancelled: versions rise and times stay', () => {
    const placed = snapshotOf(order(), 'placed', ABOUT);
    assert.equal(placed.paid_at, undefined);
    const later = new Date(AT.getTime() + 60_000);
    const paid = snapshotOf(order(), 'paid', { ...ABOUT, at: later, isNewCustomer: false }, placed);
    assert.equal(paid.placed_at, placed.placed_at);
    assert.equal(paid.paid_at, later.toISOString());
    assert.equal(paid.new_customer, true);
    assert.ok(paid.version > placed.version);
    const cancelled = snapshotOf(order({ lines: [line(7, 0, 0, 0)] }), 'cancelled', { ...ABOUT, at: AT }, paid);
    assert.ok(cancelled.version > paid.version, 'a clock that went back does not matter');
    assert.deepEqual(cancelled.lines, paid.lines);
    assert.equal(snapshotOf(order(), 'paid', ABOUT, cancelled), undefined);
    assert.equal(snapshotOf(order(), 'cancelled', ABOUT), undefined, 'what was never told needs no end');
});

test('a changed order only grows: what Vendure takes out comes as a refund', () => {
    const paid = snapshotOf(order(), 'paid', ABOUT);
    assert.equal(snapshotOf(order(), 'paid', ABOUT, paid), undefined, 'no news');
    const less = order({ lines: [line(7, 1, 5949, 4999)] });
    assert.equal(snapshotOf(less, 'paid', ABOUT, paid), undefined);
    const more = snapshotOf(order({ lines: [line(7, 3, 17847, 14997), line(9, 1, 119, 100)] }), 'paid', ABOUT, paid);
    assert.deepEqual(more.lines.map(each => [each.reference, each.quantity]), [['7', 3], ['8', 1], ['9', 1]]);
});

test('a partly cancelled order that was only placed shrinks, for no refund will follow', () => {
    const placed = snapshotOf(order(), 'placed', ABOUT);
    const paid = snapshotOf(order({ lines: [line(7, 1, 5949, 4999)] }), 'paid', ABOUT, placed);
    assert.deepEqual(paid.lines.map(each => each.quantity), [1]);
});

const paid = () => snapshotOf(order(), 'paid', ABOUT);

test('a refund of units', () => {
    const refund = { id: 3, total: 5949, lines: [{ orderLineId: 7, quantity: 1 }] };
    assert.deepEqual(refundOf(refund, paid(), ABOUT), {
        type: 'refund', reference: 'ABCD1234', refund_reference: '3', currency: 'EUR',
        lines: [{ line: '7', quantity: 1 }],
    });
    const withShipping = { id: 3, total: 5949 + 595, shipping: 595, lines: refund.lines };
    assert.deepEqual(refundOf(withShipping, paid(), ABOUT).lines, [{ line: '7', quantity: 1 }]);
});

test('less money than the units are worth is money, without tax', () => {
    const refund = { id: 3, total: 1190, lines: [{ orderLineId: 7, quantity: 1 }] };
    assert.deepEqual(refundOf(refund, paid(), ABOUT).lines, [{ line: '7', amount_minor: 1000 }]);
});

test('a refund over two payments, which Vendure makes two refunds of the same lines, counts once', () => {
    const parts = [4000, 1949].map((sum, i) => refundOf(
        { id: i, total: sum, items: 5949, shipping: 0, adjustment: 0, lines: [{ orderLineId: 7, quantity: 1 }] },
        paid(), ABOUT));
    const money = parts.flatMap(part => part.lines).reduce((sum, each) => sum + each.amount_minor, 0);
    assert.ok(Math.abs(money - 4999) <= 1, `${money}`);
});

test('money without lines: a share without tax, all of it, or only the shipping', () => {
    assert.equal(refundOf({ id: 1, total: 1309, lines: [] }, paid(), ABOUT).amount_minor, 1100);
    assert.equal(refundOf({ id: 1, total: 13088 + 595, lines: [] }, paid(), ABOUT).full, true);
    assert.equal(refundOf({ id: 1, total: 595, shipping: 595, lines: [] }, paid(), ABOUT), undefined);
});

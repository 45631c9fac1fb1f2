'use strict';

const { test, beforeEach } = require('node:test');
const assert = require('node:assert/strict');
const { createServer } = require('node:http');
const { createHmac } = require('node:crypto');
const { minorOf, paidOf, afterwardsOf, marksOf } = require('../src/facts');
const { keyOf } = require('../src/standard-webhooks');
const subscriber = require('../src/subscribers/centuple');
const job = require('../src/jobs/centuple');

const SECRET = 'whsec_' + Buffer.from('0123456789abcdef0123456789abcdef').toString('base64');
const TOKEN = 'AQEAAAfZ' + 'a'.repeat(60);

const order = (changes = {}) => ({
    id: 'order_1', display_id: 1001, status: 'pending', currency_code: 'eur', updated_at: ago(5),
    created_at: '2026-11-23T10:00:00.000Z', canceled_at: null,
    metadata: { centuple: TOKEN, gift: true }, customer_id: 'cus_1', promotions: [], shipping_total: 5.95,
    email: 'jacques@shop.example',
    items: [
        { id: 'ordli_1', quantity: 2, total: 118.98, tax_total: 19, product_type: 'Rain Boots' },
        { id: 'ordli_2', quantity: 1, total: { value: '11.90', precision: 20 }, tax_total: 1.9, product_type: null },
    ],
    payment_collections: [{
        payments: [{
            id: 'pay_1', captured_at: '2026-11-23T10:01:00.000Z', captures: [{ created_at: '2026-11-23T10:01:00.000Z' }],
            refunds: [],
        }],
    }],
    ...changes,
});

const ago = minutes => new Date(Date.now() - minutes * 60_000).toISOString();

const unpaid = [{ payments: [{ id: 'pay_1', captured_at: null, captures: [], refunds: [] }] }];

/** A container over orders in memory: the query and the order module, as far as they are asked. */
function containerOf(...orders) {
    const said = [];
    const asked = [];
    const query = {
        async graph({ entity, filters, pagination }) {
            switch (entity) {
                case 'payment':
                    return { data: [{ payment_collection_id: 'paycol_1' }] };
                case 'payment_collection':
                    return { data: [{ order: { id: 'order_1' } }] };
                default: {
                    asked.push({ filters, pagination });
                    const [field] = Object.keys(pagination?.order ?? {});
                    const found = orders.filter(one => (filters.id === undefined || one.id === filters.id)
                        && (filters.customer_id === undefined || one.customer_id === filters.customer_id)
                        && (field === undefined || new Date(one[field]) >= filters[field].$gte));
                    found.sort((a, b) => (field === undefined ? 0 : new Date(a[field]) - new Date(b[field]))
                        || a.id.localeCompare(b.id));
                    return { data: structuredClone(found).slice(pagination?.skip ?? 0).slice(0, pagination?.take) };
                }
            }
        },
    };
    const parts = {
        query,
        order: {
            async updateOrders(id, changes) {
                Object.assign(orders.find(one => one.id === id), changes, { updated_at: new Date().toISOString() });
            },
        },
        logger: { warn: text => said.push(text) },
    };
    return { said, asked, resolve: name => parts[name] };
}

/** An exchange that answers with these states, then with 204. */
async function exchange(t, ...states) {
    const got = [];
    const server = createServer((request, response) => {
        let body = '';
        request.on('data', part => { body += part; }).on('end', () => {
            const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signature } = request.headers;
            const expected = createHmac('sha256', keyOf(SECRET)).update(`${id}.${at}.${body}`).digest('base64');
            assert.equal(signature, `v1,${expected}`);
            const state = states.shift() ?? 204;
            if (state === 204) {
                got.push({ id, fact: JSON.parse(body).data, body });
            }
            response.writeHead(state).end();
        });
    });
    await new Promise(ready => { server.listen(0, '127.0.0.1', ready); });
    t.after(() => { server.closeAllConnections(); server.close(); });
    process.env.CENTUPLE_URL = `http://127.0.0.1:${server.address().port}/hooks/medusa/shop_1`;
    return got;
}

const on = (name, id) => ({ event: { name, data: { id } } });

beforeEach(() => {
    job.restart();
    process.env.CENTUPLE_SECRET = SECRET;
});

test('decimal amounts become minor units of their currency, half up', () => {
    assert.equal(minorOf(49.99, 'EUR'), 4999);
    assert.equal(minorOf('49.995', 'EUR'), 5000);
    assert.equal(minorOf({ value: '10.1', precision: 20 }, 'EUR'), 1010);
    assert.equal(minorOf(5000, 'JPY'), 5000);
    assert.equal(minorOf(1.2345, 'KWD'), 1235);
    assert.equal(minorOf(1e-7, 'EUR'), 0);
    assert.equal(minorOf(-3, 'EUR'), 0);
    assert.throws(() => minorOf('much', 'EUR'));
});

test('a paid order: gross lines with the tax named, the token of the cart, nothing of a person', () => {
    const fact = JSON.parse(JSON.stringify(paidOf(order(), true)));
    assert.deepEqual(fact, {
        type: 'snapshot', reference: 'order_1', number: '1001', status: 'paid', currency: 'EUR',
        placed_at: '2026-11-23T10:00:00.000Z', paid_at: '2026-11-23T10:01:00.000Z', new_customer: true,
        lines: [
            { reference: 'ordli_1', category: 'rain-boots', quantity: 2, amount_minor: 11898, tax_minor: 1900 },
            { reference: 'ordli_2', quantity: 1, amount_minor: 1190, tax_minor: 190 },
        ],
        shipping_minor: 595,
        tokens: [{ token: TOKEN, found_in: 'cart_attribute' }],
    });
});

test('not paid yet, or no partner: nothing', () => {
    assert.equal(paidOf(order({ payment_collections: unpaid })), undefined);
    assert.equal(paidOf(order({ metadata: null })), undefined);
});

test('marks: coupons, and the mode without identifiers', () => {
    assert.deepEqual(marksOf({ metadata: {}, promotions: [{ code: 'ANNE10' }, { code: 'a b' }, null] }),
        { coupons: ['ANNE10'] });
    assert.deepEqual(marksOf({ metadata: { centuple: 'shop_0b0b0001/2026-11-23' } }),
        { giver_day: { giver: 'shop_0b0b0001', day: '2026-11-23' } });
});

test('refunds are money: a share without tax, or all of the goods', () => {
    const paid = paidOf(order());
    const refunded = amount => order({ payment_collections: [{ payments: [{ refunds: [{ id: 'ref_1', amount }] }] }] });
    assert.equal(afterwardsOf(refunded(59.49), paid)[0].amount_minor, 4999);
    assert.equal(afterwardsOf(refunded(136.83), paid)[0].full, true);
    assert.equal(afterwardsOf(order({ canceled_at: '2026-11-24T10:00:00Z' }), paid)[0].type, 'cancellation');
});

test('placed, captured, refunded: each is told once, in the words of the first time', async t => {
    const got = await exchange(t);
    const kept = order({ payment_collections: unpaid });
    const container = containerOf(kept);
    await subscriber.default({ ...on('order.placed', 'order_1'), container });
    assert.equal(got.length, 0);
    kept.payment_collections = order().payment_collections;
    await subscriber.default({ ...on('payment.captured', 'pay_1'), container });
    await subscriber.default({ ...on('payment.captured', 'pay_1'), container });
    // A return takes units out of the order; what was told stays, the money comes as a refund.
    kept.items[0].total = 59.49;
    kept.payment_collections[0].payments[0].refunds.push({ id: 'ref_1', amount: 59.49 });
    await subscriber.default({ ...on('payment.refunded', 'pay_1'), container });
    assert.deepEqual(got.map(one => one.id), ['msg_order_1_paid', 'msg_order_1_ref_1']);
    assert.equal(got[0].fact.lines[0].amount_minor, 11898);
    assert.equal(got[1].fact.amount_minor, 4999);
    assert.equal(kept.metadata.gift, true);
    assert.deepEqual(container.said, []);
});

test('what the exchange did not take the job brings, once', async t => {
    const got = await exchange(t, 503, 503);
    const kept = order();
    const container = containerOf(kept, order({ id: 'order_2', metadata: null }));
    await subscriber.default({ ...on('order.placed', 'order_1'), container });
    await job.default(container);
    assert.equal(got.length, 0);
    assert.equal(container.said.length, 2);
    assert.match(container.said[0], /order_1: the exchange answered 503/);
    assert.ok(!container.said.join().includes(SECRET));
    kept.items[0].total = 1;
    await job.default(container);
    await job.default(container);
    assert.equal(got.length, 1);
    assert.equal(got[0].fact.lines[0].amount_minor, 11898, 'as it was when it was paid');
});

test('a missing setting is named, and the shop goes on', async () => {
    delete process.env.CENTUPLE_URL;
    const container = containerOf(order());
    await subscriber.default({ ...on('order.placed', 'order_1'), container });
    assert.match(container.said[0], /CENTUPLE_URL/);
});

test('the job asks since what it saw last, in pages that are bounded, and passes no order over', async t => {
    const got = await exchange(t);
    const at = index => ago(60 * 24 - index / 10);
    const many = Array.from({ length: 2345 }, (_, index) => order({
        id: `order_${String(index).padStart(4, '0')}`, created_at: at(index), updated_at: at(index),
        metadata: index % 500 === 0 ? { centuple: TOKEN } : null,
    }));
    const container = containerOf(...many);
    const lists = () => container.asked.splice(0).filter(one => one.pagination?.order?.updated_at);
    await job.default(container);
    assert.equal(lists().length, 10, 'pages of one look');
    assert.equal(got.length, 2);
    await job.default(container);
    await job.default(container);
    assert.equal(got.length, 5, 'each once');
    lists();
    await job.default(container);
    const [{ filters }, ...more] = lists();
    assert.ok(filters.updated_at.$gte > new Date(Date.now() - 15 * 60_000), 'since the last look, with overlap');
    assert.ok(more.length < 3);
});

test('money that came without a change of the order is found in turn', async t => {
    const got = await exchange(t);
    const kept = order({ id: 'order_1', created_at: ago(60 * 24), updated_at: ago(60 * 24), payment_collections: unpaid });
    const late = order({ id: 'order_2', created_at: ago(60), updated_at: ago(1), metadata: null });
    const container = containerOf(kept, late);
    await job.default(container);
    kept.payment_collections = order().payment_collections;
    await job.default(container);
    assert.deepEqual(got.map(one => one.fact.reference), ['order_1']);
});

test('what others write into the metadata meanwhile stays', async t => {
    await exchange(t);
    const kept = order();
    const container = containerOf(kept);
    const { graph } = container.resolve('query');
    let reads = 0;
    container.resolve('query').graph = async question => {
        const answer = await graph(question);
        if (question.filters.id !== undefined && ++reads === 1) {
            kept.metadata = { ...kept.metadata, packed_by: 'Odette' };
        }
        return answer;
    };
    await subscriber.default({ ...on('order.placed', 'order_1'), container });
    assert.equal(kept.metadata.packed_by, 'Odette');
    assert.deepEqual(kept.metadata.centuple_told.told, ['paid']);
});

'use strict';

const { paidOf, afterwardsOf, marksOf, nameOf } = require('./facts');
const { keyOf, post } = require('./standard-webhooks');

const FIELDS = [
    'id', 'display_id', 'status', 'currency_code', 'created_at', 'canceled_at', 'metadata', 'customer_id', 'promotions.code',
    'items.id', 'items.quantity', 'items.total', 'items.tax_total', 'items.product_type', 'shipping_total',
    'payment_collections.payments.captured_at', 'payment_collections.payments.captures.created_at',
    'payment_collections.payments.refunds.id', 'payment_collections.payments.refunds.amount',
];

/** Where to and with which secret, from the environment; throws what to set where it is missing. */
function target() {
    const { CENTUPLE_URL: url, CENTUPLE_SECRET: secret } = process.env;
    if (!url) {
        throw new Error('Centuple: set CENTUPLE_URL to https://EXCHANGE/hooks/medusa/SHOP_ID, and CENTUPLE_SECRET');
    }
    keyOf(secret);
    return { url, secret };
}

/**
 * Tells the exchange what it does not know yet of an order. What was told is noted in the order's metadata, so that it
 * is told again in the same words after a failure and not once more after a success.
 *
 * @throws when the exchange did not take it; the job then tries again
 */
async function tell(container, id) {
    const query = container.resolve('query');
    const { data: [order] } = await query.graph({ entity: 'order', fields: FIELDS, filters: { id } });
    const known = order?.metadata?.centuple_told;
    if (order === undefined || (known === undefined && Object.keys(marksOf(order)).length === 0)) {
        return;
    }
    const first = known?.paid ?? paidOf(order, await isNewCustomer(query, order));
    if (first === undefined) {
        return;
    }
    const { paid, told } = known ?? await note(container, id, first);
    for (const fact of [paid, ...afterwardsOf(order, paid)].filter(one => !told.includes(nameOf(one)))) {
        const body = JSON.stringify({ type: 'order.fact', timestamp: new Date().toISOString(), data: fact });
        const problem = await post(target(), `msg_${id}_${nameOf(fact)}`, body);
        if (problem !== '') {
            throw new Error(`Centuple: order ${id}: ${problem}`);
        }
        await note(container, id, paid, nameOf(fact));
    }
}

/**
 * Notes in the order what was told, beside what others wrote there meanwhile: so the order is read again just before.
 * What was noted first stays, for another server may tell the same order at the same time.
 */
async function note(container, id, paid, name) {
    const { data: [order] } = await container.resolve('query')
        .graph({ entity: 'order', fields: ['id', 'metadata'], filters: { id } });
    const known = order?.metadata?.centuple_told;
    const told = [...new Set([...(known?.told ?? []), ...(name === undefined ? [] : [name])])];
    const noted = { paid: known?.paid ?? paid, told };
    await container.resolve('order')
        .updateOrders(id, { metadata: { ...order?.metadata, centuple_told: noted } });
    return noted;
}

async function isNewCustomer(query, { customer_id: customer }) {
    if (!customer) {
        return undefined;
    }
    const { data } = await query.graph({
        entity: 'order', fields: ['id'], filters: { customer_id: customer }, pagination: { take: 2 },
    });
    return data.length === 1;
}

module.exports = { tell };

'use strict';

const { tell } = require('../tell');

/** The order of an event: events of payments name the payment only. */
async function orderOf({ name, data }, container) {
    if (name.startsWith('order.')) {
        return data.id;
    }
    const query = container.resolve('query');
    const { data: [payment] } = await query.graph({
        entity: 'payment', fields: ['payment_collection_id'], filters: { id: data.id },
    });
    if (!payment) {
        return undefined;
    }
    const { data: [collection] } = await query.graph({
        entity: 'payment_collection', fields: ['order.id'], filters: { id: payment.payment_collection_id },
    });
    return collection?.order?.id;
}

async function centuple({ event, container }) {
    try {
        const order = await orderOf(event, container);
        if (order !== undefined) {
            await tell(container, order);
        }
    } catch (e) {
        container.resolve('logger').warn(`${e.message}; the job tries again`);
    }
}

exports.default = centuple;
exports.config = { event: ['order.placed', 'order.canceled', 'payment.captured', 'payment.refunded'] };

'use strict';

const { tell } = require('../tell');

const DAYS = 30;
const PAGE = 100;

/** What events missed, and what the exchange did not take: orders that changed in the last 30 days. */
async function catchUp(container) {
    const query = container.resolve('query');
    const since = new Date(Date.now() - DAYS * 24 * 3_600_000);
    for (let skip = 0; ; skip += PAGE) {
        const { data: orders } = await query.graph({
            entity: 'order',
            fields: ['id'],
            filters: { updated_at: { $gte: since } },
            pagination: { skip, take: PAGE, order: { created_at: 'ASC' } },
        });
        for (const { id } of orders) {
            try {
                await tell(container, id);
            } catch (e) {
                container.resolve('logger').warn(e.message);
            }
        }
        if (orders.length < PAGE) {
            return;
        }
    }
}

exports.default = catchUp;
exports.config = { name: 'centuple-catch-up', schedule: '*/10 * * * *' };

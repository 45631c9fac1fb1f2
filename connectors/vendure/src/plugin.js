'use strict';

const { Inject } = require('@nestjs/common');
const {
    EventBus, LanguageCode, Logger, Order, OrderStateTransitionEvent, PluginCommonModule, ProcessContext, ConfigService,
    Refund, RefundStateTransitionEvent, TransactionalConnection, VendurePlugin,
} = require('@vendure/core');
const { IsNull, Not } = require('typeorm');
const { randomUUID } = require('node:crypto');
const { snapshotOf, refundOf, marksOf } = require('./facts');
const { CentupleMessage, Messages } = require('./message');
const { Outbox } = require('./outbox');
const { keyOf, post } = require('./standard-webhooks');

const CONTEXT = 'Centuple';
const PRECISION_USUAL = 2;
const TOKEN_CHARS_MAX = 1500;
const DECISIVE = ['PaymentAuthorized', 'PaymentSettled', 'Cancelled'];
/** States an order goes through while it is changed; what it was paid for before, it is paid for afterwards. */
const IN_CHANGE = ['Modifying', 'ArrangingAdditionalPayment'];

let options;

/**
 * Carries the click token to the order and reports sales and refunds. What is to be reported is written in the
 * transaction of the order itself, so that a sale is either not there or will be told; the outbox sends it.
 */
class CentuplePlugin {
    static init(given) {
        const url = new URL(given.url);
        if (url.protocol !== 'https:' && !['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)) {
            throw new Error(`Centuple: the url must begin with https: ${given.url}`);
        }
        keyOf(given.secret);
        options = { categoryFacet: 'category', ...given };
        return CentuplePlugin;
    }

    constructor(connection, eventBus, processContext, configService) {
        this.connection = connection;
        this.eventBus = eventBus;
        this.processContext = processContext;
        this.precision = configService.entityOptions.moneyStrategy.precision ?? PRECISION_USUAL;
    }

    async onApplicationBootstrap() {
        if (options === undefined) {
            throw new Error('Centuple: write CentuplePlugin.init({ url, secret }) in the list of plugins');
        }
        const messages = this.connection.rawConnection.getRepository(CentupleMessage);
        try {
            await messages.count();
        } catch {
            Logger.error('the table centuple_message is missing; nothing is reported until you have generated and run '
                + 'a migration', CONTEXT);
            return;
        }
        // Orders change in the worker too, so both record; only the server sends.
        this.record(OrderStateTransitionEvent, this.aboutOrder);
        this.record(RefundStateTransitionEvent, this.aboutRefund);
        if (this.processContext.isServer) {
            this.outbox = new Outbox(new Messages(messages), options, text => Logger.warn(text, CONTEXT));
            this.eventBus.ofType(OrderStateTransitionEvent).subscribe(() => this.outbox.wake());
            this.eventBus.ofType(RefundStateTransitionEvent).subscribe(() => this.outbox.wake());
            this.outbox.start();
            // Not waited for: a shop opens whether or not the exchange is there.
            void this.ping();
        }
    }

    async onApplicationShutdown() {
        await this.outbox?.stop();
    }

    /** Tells the exchange that this shop is there, and the log whether the exchange believes it. */
    async ping() {
        const body = JSON.stringify({ type: 'ping', timestamp: new Date().toISOString(), data: {} });
        const problem = await post(options, `msg_${randomUUID()}`, body);
        if (problem === '') {
            Logger.info('the exchange answers', CONTEXT);
        } else {
            Logger.warn(`${problem}; sales are kept and sent when it does`, CONTEXT);
        }
    }

    /** Writes what an event says into the outbox, within the transaction of the event. */
    record(type, about) {
        this.eventBus.registerBlockingEventHandler({
            event: type,
            id: `centuple-${type.name}`,
            handler: async event => {
                const orderId = String(event.order.id);
                try {
                    // A savepoint: whatever fails here, the customer's order goes through.
                    await this.connection.getRepository(event.ctx, CentupleMessage).manager.transaction(async manager => {
                        const fact = await about.call(this, manager, event, orderId);
                        if (fact !== undefined) {
                            await manager.insert(CentupleMessage, messageOf(orderId, fact));
                        }
                    });
                } catch (e) {
                    Logger.error(`order ${orderId} is not reported: ${e.message}`, CONTEXT, e.stack);
                }
            },
        });
    }

    async aboutOrder(manager, { fromState, toState, order: { id }, createdAt }, orderId) {
        // Most transitions are no news and ask the database nothing.
        if (!DECISIVE.includes(toState) && !IN_CHANGE.includes(fromState)) {
            return undefined;
        }
        const former = await this.formerSnapshot(manager, orderId);
        const status = statusOf(fromState, toState, former);
        if (status === undefined) {
            return undefined;
        }
        const order = await manager.findOneOrFail(Order, { where: { id }, relations: this.relations() });
        // In a shop of many sellers the parts repeat the whole.
        if (order.type === 'Seller' || (former === undefined && Object.keys(marksOf(order)).length === 0)) {
            return undefined;
        }
        const isNewCustomer = await this.isNewCustomer(manager, order);
        const { precision } = this;
        return snapshotOf(order, status, { ...options, precision, at: createdAt, isNewCustomer }, former);
    }

    async aboutRefund(manager, { toState, refund: { id } }, orderId) {
        if (toState !== 'Settled') {
            return undefined;
        }
        const former = await this.formerSnapshot(manager, orderId);
        if (former === undefined) {
            return undefined;
        }
        const refund = await manager.findOneOrFail(Refund, { where: { id }, relations: ['lines'] });
        return refundOf(refund, former, { precision: this.precision });
    }

    relations() {
        const variant = 'lines.productVariant';
        return options.categoryFacet === ''
            ? ['lines']
            : ['lines', variant, `${variant}.facetValues`, `${variant}.facetValues.facet`, `${variant}.product`,
                `${variant}.product.facetValues`, `${variant}.product.facetValues.facet`];
    }

    async formerSnapshot(manager, orderId) {
        const rows = await manager.find(CentupleMessage, { where: { orderId, status: Not('refund') } });
        return rows.map(row => JSON.parse(row.body).data)
            .reduce((newest, fact) => (newest === undefined || fact.version > newest.version ? fact : newest), undefined);
    }

    async isNewCustomer(manager, order) {
        if (order.customerId == null) {
            return undefined;
        }
        const earlier = { customerId: order.customerId, orderPlacedAt: Not(IsNull()), id: Not(order.id) };
        return (await manager.count(Order, { where: earlier })) === 0;
    }
}

/** What an order is to us after a transition; undefined where that is no news. */
function statusOf(fromState, toState, former) {
    if (toState === 'Cancelled') {
        return 'cancelled';
    }
    const isPaid = toState === 'PaymentSettled' || former?.status === 'paid';
    if (toState === 'PaymentSettled' || (isPaid && IN_CHANGE.includes(fromState) && !IN_CHANGE.includes(toState))) {
        return 'paid';
    }
    return toState === 'PaymentAuthorized' ? 'placed' : undefined;
}

function messageOf(orderId, fact) {
    const now = new Date();
    const body = JSON.stringify({ type: 'order.fact', timestamp: now.toISOString(), data: fact });
    const status = fact.status ?? 'refund';
    return { id: `msg_${randomUUID()}`, orderId, status, body, createdAt: now, dueAt: now };
}

// What a TypeScript file would write as decorators.
[TransactionalConnection, EventBus, ProcessContext, ConfigService]
    .forEach((type, place) => Inject(type)(CentuplePlugin, undefined, place));
VendurePlugin({
    imports: [PluginCommonModule],
    entities: [CentupleMessage],
    compatibility: '^3.1.0',
    configuration: config => {
        config.customFields.Order.push({
            name: 'centupleToken',
            type: 'string',
            public: true,
            nullable: true,
            length: TOKEN_CHARS_MAX,
            pattern: `^[A-Za-z0-9_/ ,-]{0,${TOKEN_CHARS_MAX}}$`,
            label: [{ languageCode: LanguageCode.en, value: 'Came from a partner (Centuple)' }],
        });
        return config;
    },
})(CentuplePlugin);

module.exports = { CentuplePlugin };

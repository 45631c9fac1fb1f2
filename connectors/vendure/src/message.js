'use strict';

const { Column, Entity, Index, LessThanOrEqual, PrimaryColumn } = require('typeorm');

/** A row of the outbox: written in the transaction of the order, sent afterwards until the exchange takes it. */
class CentupleMessage {}

// What a TypeScript file would write as decorators.
PrimaryColumn({ type: 'varchar', length: 40 })(CentupleMessage.prototype, 'id');
Index()(CentupleMessage.prototype, 'orderId');
Column({ type: 'varchar', length: 40 })(CentupleMessage.prototype, 'orderId');
/** placed, paid, cancelled or refund */
Column({ type: 'varchar', length: 10 })(CentupleMessage.prototype, 'status');
Column({ type: 'text' })(CentupleMessage.prototype, 'body');
Column({ type: 'int', default: 0 })(CentupleMessage.prototype, 'attempts');
Column({ type: Date })(CentupleMessage.prototype, 'createdAt');
Index()(CentupleMessage.prototype, 'dueAt');
/** When it is sent next; null once it was taken or given up. */
Column({ type: Date, nullable: true })(CentupleMessage.prototype, 'dueAt');
Column({ type: Date, nullable: true })(CentupleMessage.prototype, 'sentAt');
/** Why the last attempt failed. */
Column({ type: 'varchar', length: 200, default: '' })(CentupleMessage.prototype, 'problem');
Entity('centuple_message')(CentupleMessage);

/** The rows, as the outbox works with them. */
class Messages {
    constructor(repository) {
        this.repository = repository;
    }

    /** What is to be sent by now, the longest waiting first. */
    due(now, max) {
        return this.repository.find({ where: { dueAt: LessThanOrEqual(now) }, order: { dueAt: 'ASC' }, take: max });
    }

    /** Whether the message is ours until then: the count of attempts lets only one server get from n to n + 1. */
    async claim({ id, attempts }, until) {
        const { affected } = await this.repository.update({ id, attempts }, { attempts: attempts + 1, dueAt: until });
        return affected !== 0;
    }

    async note(id, { dueAt, sentAt, problem }) {
        await this.repository.update({ id }, { dueAt, sentAt, problem });
    }
}

module.exports = { CentupleMessage, Messages };

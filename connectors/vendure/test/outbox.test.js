'use strict';

const { test } = require('node:test');
const assert = require('node:assert/strict');
const { createServer } = require('node:http');
const { createHmac } = require('node:crypto');
const { Outbox, delayMs } = require('../src/outbox');
const { headersOf, keyOf } = require('../src/standard-webhooks');

const SECRET = 'whsec_' + Buffer.from('0123456789abcdef0123456789abcdef').toString('base64');

/** The rows in memory, with the rule of the table. */
class Rows {
    constructor(...rows) {
        this.rows = rows;
    }

    async due(now, max) {
        return this.rows.filter(row => row.dueAt !== null && row.dueAt <= now).slice(0, max).map(row => ({ ...row }));
    }

    async claim({ id, attempts }, until) {
        const row = this.rows.find(each => each.id === id && each.attempts === attempts);
        Object.assign(row ?? {}, { attempts: attempts + 1, dueAt: until });
        return row !== undefined;
    }

    async note(id, changes) {
        Object.assign(this.rows.find(row => row.id === id), changes);
    }
}

const row = id => ({ id, body: `{"n":"${id}"}`, attempts: 0, createdAt: new Date(), dueAt: new Date(), sentAt: null });

/** An exchange that answers with these states, then with 204; closed at the end of the test. */
async function exchange(t, ...states) {
    const got = [];
    const server = createServer((request, response) => {
        let body = '';
        request.on('data', part => { body += part; }).on('end', () => {
            got.push({ headers: request.headers, body });
            response.writeHead(states.shift() ?? 204).end();
        });
    });
    await new Promise(ready => { server.listen(0, '127.0.0.1', ready); });
    t.after(() => { server.closeAllConnections(); server.close(); });
    return { got, url: `http://127.0.0.1:${server.address().port}/hooks/vendure/shop_1` };
}

test('the published example of Standard Webhooks', () => {
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    const headers = headersOf(secret, 'msg_p5jXN8AQM9LWM0D4loKWxJek', new Date(1614265330_000), '{"test": 2432232314}');
    assert.equal(headers['webhook-signature'], 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
});

test('a wrong secret is refused without being shown', () => {
    for (const wrong of [undefined, '', 'whsec_', 'whsec_short', 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw']) {
        assert.throws(() => keyOf(wrong), e => !wrong || wrong === 'whsec_' || !e.message.includes(wrong));
    }
});

test('what is taken is sent once, signed over the raw body', async t => {
    const { got, url } = await exchange(t);
    const rows = new Rows(row('msg_1'));
    const outbox = new Outbox(rows, { url, secret: SECRET }, assert.fail);
    await outbox.turn();
    await outbox.turn();
    assert.equal(got.length, 1);
    const { headers, body } = got[0];
    const expected = createHmac('sha256', keyOf(SECRET))
        .update(`msg_1.${headers['webhook-timestamp']}.${body}`).digest('base64');
    assert.equal(headers['webhook-signature'], `v1,${expected}`);
    assert.equal(rows.rows[0].dueAt, null);
    assert.ok(rows.rows[0].sentAt);
});

test('what is refused stays, with the reason and a later time; the next attempt brings it', async t => {
    const { got, url } = await exchange(t, 503);
    const rows = new Rows(row('msg_1'));
    const said = [];
    const outbox = new Outbox(rows, { url, secret: SECRET }, text => said.push(text));
    await outbox.turn();
    assert.equal(rows.rows[0].problem, 'the exchange answered 503');
    assert.ok(rows.rows[0].dueAt > new Date());
    assert.match(said[0], /attempt 1: the exchange answered 503/);
    assert.ok(!said.join().includes(SECRET));
    rows.rows[0].dueAt = new Date(0);
    await outbox.turn();
    assert.deepEqual(got.map(each => each.headers['webhook-id']), ['msg_1', 'msg_1']);
    assert.equal(rows.rows[0].problem, '');
});

test('an exchange that is away, and one that sends elsewhere', async t => {
    const gone = await exchange(t, 302);
    const rows = new Rows(row('msg_1'));
    await new Outbox(rows, { url: 'http://127.0.0.1:1/hooks', secret: SECRET }, () => {}).turn();
    assert.match(rows.rows[0].problem, /not reached/);
    rows.rows[0].dueAt = new Date(0);
    await new Outbox(rows, { url: gone.url, secret: SECRET }, () => {}).turn();
    assert.match(rows.rows[0].problem, /302|not reached/);
    assert.equal(rows.rows[0].sentAt, null);
});

test('two servers of a shop send a message once', async t => {
    const { got, url } = await exchange(t);
    const rows = new Rows(row('msg_1'), row('msg_2'), row('msg_3'));
    const [one, two] = [1, 2].map(() => new Outbox(rows, { url, secret: SECRET }, assert.fail));
    await Promise.all([one.turn(), two.turn()]);
    assert.deepEqual(got.map(each => each.headers['webhook-id']).sort(), ['msg_1', 'msg_2', 'msg_3']);
});

test('after 30 days it is given up and says so', async t => {
    const { url } = await exchange(t, 500);
    const old = { ...row('msg_1'), createdAt: new Date(Date.now() - 31 * 24 * 3_600_000) };
    const rows = new Rows(old);
    const said = [];
    await new Outbox(rows, { url, secret: SECRET }, text => said.push(text)).turn();
    assert.equal(rows.rows[0].dueAt, null);
    assert.equal(rows.rows[0].sentAt, null);
    assert.match(said[0], /given up/);
});

test('pauses double up to a quarter of an hour', () => {
    assert.deepEqual([1, 2, 3, 10, 11, 500].map(delayMs), [1000, 2000, 4000, 512_000, 900_000, 900_000]);
});

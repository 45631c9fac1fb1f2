'use strict';

// Standard Webhooks (standardwebhooks.com): HMAC-SHA256 over "id.timestamp.body", key = base64 after "whsec_".

const { createHmac } = require('node:crypto');

const SECRET_PREFIX = 'whsec_';
const KEY_BYTES_MIN = 24;
const ANSWER_WITHIN_MS = 10_000;

/** The key of a secret; throws where it is none, without naming it. */
function keyOf(secret) {
    const text = typeof secret === 'string' && secret.startsWith(SECRET_PREFIX) ? secret.slice(SECRET_PREFIX.length) : '';
    const key = Buffer.from(text, 'base64');
    if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text) || key.length < KEY_BYTES_MIN) {
        throw new Error('Centuple: the secret must be the one the exchange showed, whsec_ and base64');
    }
    return key;
}

/** The headers of a message; `at` is the time of sending, which the exchange compares with its clock. */
function headersOf(secret, id, at, body) {
    const seconds = Math.floor(at.getTime() / 1000);
    const signature = createHmac('sha256', keyOf(secret)).update(`${id}.${seconds}.${body}`).digest('base64');
    return {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(seconds),
        'webhook-signature': `v1,${signature}`,
    };
}

/** Sends a message; what went wrong, or '' when it was taken. Never throws, never names the secret. */
async function post({ url, secret }, id, body) {
    try {
        const answer = await fetch(url, {
            method: 'POST',
            headers: headersOf(secret, id, new Date(), body),
            body,
            redirect: 'error',
            signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
        });
        await answer.body?.cancel();
        return answer.ok ? '' : `the exchange answered ${answer.status}`;
    } catch (e) {
        return `the exchange was not reached: ${e.cause?.code ?? e.cause?.message ?? e.name}`;
    }
}

module.exports = { keyOf, headersOf, post };

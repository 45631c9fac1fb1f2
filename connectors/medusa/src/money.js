'use strict';

// ISO 4217: digits behind the point of the currencies that do not have two. Intl follows CLDR, which differs (IQD).
const DIGITS = new Map([
    ...'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ').map(code => [code, 0]),
    ...'BHD IQD JOD KWD LYD OMR TND'.split(' ').map(code => [code, 3]),
    ...'CLF UYW'.split(' ').map(code => [code, 4]),
]);

/** Digits behind the point of a currency. */
function digitsOf(currency) {
    return DIGITS.get(currency.toUpperCase()) ?? 2;
}

/** a * b / c for whole numbers, rounded half up; exact, since cents times cents outgrow a double. */
function share(a, b, c) {
    const [n, d] = [BigInt(a) * BigInt(b), BigInt(c)];
    return Number((2n * n + d) / (2n * d));
}

module.exports = { digitsOf, share };

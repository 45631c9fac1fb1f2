'use strict';

// A small real shop for the tests: Vendure with one product, a payment method that always works, and our plugin.
// CENTUPLE_SECRET=whsec_... node shop.js {"port", "folder", "url"}   Says "the shop is open" and ends on SIGTERM.

require('reflect-metadata');
const {
    bootstrap, ChannelService, DefaultLogger, dummyPaymentHandler, LanguageCode, LogLevel, RequestContextService,
} = require('@vendure/core');
const { importProductsFromCsv, populateInitialData } = require('@vendure/core/cli');
const { CentuplePlugin } = require('centuple-vendure');
const { existsSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const { port, folder, url } = JSON.parse(process.argv[2]);
const database = join(folder, 'shop.sqlite');

const config = {
    apiOptions: { hostname: '127.0.0.1', port, adminApiPath: 'admin-api', shopApiPath: 'shop-api' },
    authOptions: {
        tokenMethod: 'bearer',
        superadminCredentials: { identifier: 'superadmin', password: 'superadmin' },
        requireVerification: false,
    },
    dbConnectionOptions: { type: 'sqljs', autoSave: true, location: database, synchronize: true },
    importExportOptions: { importAssetsDir: folder },
    logger: new DefaultLogger({ level: LogLevel.Info, timestamp: false }),
    paymentOptions: { paymentMethodHandlers: [dummyPaymentHandler] },
    plugins: [CentuplePlugin.init({ url, secret: process.env.CENTUPLE_SECRET })],
};

const initialData = {
    defaultLanguage: LanguageCode.en,
    defaultZone: 'Europe',
    countries: [{ name: 'France', code: 'FR', zone: 'Europe' }],
    taxRates: [{ name: 'Standard', percentage: 19 }],
    shippingMethods: [{ name: 'Parcel', price: 500 }],
    paymentMethods: [{
        name: 'Card',
        handler: { code: dummyPaymentHandler.code, arguments: [{ name: 'automaticSettle', value: 'true' }] },
    }],
    collections: [],
};

// Two units of 49.99 EUR without tax: 5 % of 99.98 is 4.999, so a cent is rounded.
const products = [
    'name,slug,description,assets,facets,optionGroups,optionValues,sku,price,taxCategory,stockOnHand,trackInventory,'
        + 'variantAssets,variantFacets',
    'Boots,boots,Boots for rain,,category:shoes,,,B-1,49.99,standard,1000,false,,',
].join('\n');

async function open() {
    const isNew = !existsSync(database);
    const app = await bootstrap(config);
    if (isNew) {
        await fill(app);
    }
    return app;
}

async function fill(app) {
    const ctx = await app.get(RequestContextService).create({ apiType: 'admin' });
    const channels = app.get(ChannelService);
    const { id } = await channels.getDefaultChannel(ctx);
    await channels.update(ctx, { id, defaultCurrencyCode: 'EUR', availableCurrencyCodes: ['EUR'] });
    const file = join(folder, 'products.csv');
    writeFileSync(file, products);
    await populateInitialData(app, initialData);
    await importProductsFromCsv(app, file, LanguageCode.en);
}

open().then(app => {
    console.log('the shop is open');
    process.on('SIGTERM', () => app.close().then(() => process.exit(0)));
}).catch(e => {
    console.error(e);
    process.exit(1);
});

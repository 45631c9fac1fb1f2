import { Type } from '@vendure/core';

export interface CentupleOptions {
    /** Where the exchange takes this shop's messages: https://EXCHANGE/hooks/vendure/SHOP_ID */
    url: string;
    /** What messages are signed with, as the exchange showed it: whsec_... */
    secret: string;
    /** Facet whose value is reported as the category of a product; default 'category', '' for none. */
    categoryFacet?: string;
}

export declare class CentuplePlugin {
    static init(options: CentupleOptions): Type<CentuplePlugin>;
}

/** A row of the outbox. */
export declare class CentupleMessage {
    id: string;
    orderId: string;
    status: string;
    body: string;
    attempts: number;
    dueAt: Date;
    sentAt: Date | null;
    problem: string;
}

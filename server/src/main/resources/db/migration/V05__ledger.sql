-- The books. A transfer is one row that moves an amount between two stages of one debtor, creditor and currency, so it
-- cannot be unbalanced. Rows are only ever added; balances follow them by trigger, whoever adds them.

create table transfer (
    id uuid primary key,
    at timestamptz not null,
    debtor integer not null,
    creditor integer not null,
    currency char(3) not null check (currency ~ '^[A-Z]{3}$'),
    from_stage text not null,
    to_stage text not null,
    amount_minor bigint not null check (amount_minor > 0),
    cause text not null,
    -- The order, transfer, clearing, statement or claim that the cause names.
    cause_id uuid not null,
    line integer,
    terms_version integer,
    proof text,
    proof_value text,
    constraint transfer_between_two_shops check (debtor <> creditor),
    -- PostgreSQL reads the text of all checks anew for each statement: lists in one constant, no counted patterns where
    -- a length does, and few words keep that at a tenth.
    constraint transfer_move_allowed check (from_stage || '>' || to_stage = any (string_to_array('ACCRUED>PENDING '
        || 'PENDING>DUE DUE>SETTLED SETTLED>PAID PENDING>ACCRUED DUE>ACCRUED ACCRUED>DUE', ' '))),
    -- Sales make, release and take back debts; set-off and payment clear settled ones, and a statement closes what is due.
    constraint transfer_cause_fits_move check (case cause
        when 'SET_OFF' then to_stage = 'PAID'
        when 'PAYMENT' then to_stage = 'PAID' or to_stage = 'SETTLED'
        else cause = any (string_to_array('COMMISSION FEE CLAIM', ' ')) and to_stage <> 'PAID' end),
    -- A commission says of which line, under which terms and by what proof; nothing else carries these.
    constraint transfer_commission_complete check (line >= 0 and terms_version >= 0
        and num_nonnulls(line, terms_version, proof, proof_value) = case cause when 'COMMISSION' then 4 else 0 end),
    constraint transfer_proof_known check (case proof
        when 'CLICK' then length(proof_value) = 28 and proof_value ~ '^clk_[0-9a-f]+$'
        when 'COUPON' then length(proof_value) <= 64 and proof_value ~ '^[A-Za-z0-9._:#/-]+$'
        when 'GIVER_DAY' then proof_value ~ '^\d{4}-\d{2}-\d{2}$'
        when 'CLAIM' then proof_value ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
        else proof is null end)
);
comment on table transfer is 'the books: one row for each amount moved, with its cause; never changed, never deleted';
create index transfer_debtor on transfer (debtor, id);
create index transfer_creditor on transfer (creditor, id);

create table balance (
    debtor integer not null,
    creditor integer not null,
    currency char(3) not null,
    stage text not null check (stage = any (string_to_array('ACCRUED PENDING DUE SETTLED PAID', ' '))),
    amount_minor bigint not null,
    primary key (debtor, creditor, currency, stage),
    -- Only the source of debts is negative: by what was ever booked and not reversed.
    constraint balance_not_overdrawn check (case stage when 'ACCRUED' then amount_minor <= 0 else amount_minor >= 0 end)
) with (fillfactor = 50);
comment on table balance is 'what the transfers sum up to, kept by the trigger on them';
create index balance_creditor on balance (creditor);

create view entry as
    select id as transfer_id, at, debtor, creditor, currency, from_stage as stage, -amount_minor as amount_minor
    from transfer
    union all
    select id, at, debtor, creditor, currency, to_stage, amount_minor
    from transfer;
comment on view entry is 'each transfer as two entries that sum to zero';

create view balance_difference as
    select debtor, creditor, currency, stage, coalesce(balance.amount_minor, 0) as balance_minor,
        coalesce(entries.amount_minor, 0) as entries_minor
    from balance
    full join (select debtor, creditor, currency, stage, sum(amount_minor)::bigint as amount_minor
        from entry group by debtor, creditor, currency, stage) entries using (debtor, creditor, currency, stage)
    where coalesce(balance.amount_minor, 0) <> coalesce(entries.amount_minor, 0);
comment on view balance_difference is 'balances that differ from the sum of their entries; must be empty';

-- Locks accounts in their order, makes rows for new ones, and answers in the order of the arguments.
create function lock_balances(debtors integer[], creditors integer[], currencies text[], stages text[])
    returns table (place integer, amount_minor bigint) language plpgsql security definer
    set search_path = ${flyway:defaultSchema}, pg_temp as $$
begin
    insert into balance (debtor, creditor, currency, stage, amount_minor)
    select wanted.debtor, wanted.creditor, wanted.currency, wanted.stage, 0
    from unnest(debtors, creditors, currencies, stages) as wanted (debtor, creditor, currency, stage)
    where not exists (select from balance b where b.debtor = wanted.debtor and b.creditor = wanted.creditor
        and b.currency = wanted.currency and b.stage = wanted.stage)
    group by 1, 2, 3, 4
    order by 1, 2, 3, 4
    on conflict do nothing;
    return query
    select wanted.place::integer, locked.amount_minor
    from (select * from unnest(debtors, creditors, currencies::char(3)[], stages) with ordinality
            as w (debtor, creditor, currency, stage, place) order by 1, 2, 3, 4) wanted
    cross join lateral (select b.amount_minor from balance b
        where b.debtor = wanted.debtor and b.creditor = wanted.creditor and b.currency = wanted.currency
            and b.stage = wanted.stage for update) locked;
end $$;

-- The runtime role cannot write balances: only adding transfers moves them, in the order in which all locks are taken.
-- Not an upsert: its checks would look at the amount moved instead of the balance it leads to.
create function transfer_moves_balances() returns trigger language plpgsql security definer
    set search_path = ${flyway:defaultSchema}, pg_temp as $$
declare
    debtors integer[];
    creditors integer[];
    currencies text[];
    stages text[];
    amounts bigint[];
begin
    select array_agg(debtor), array_agg(creditor), array_agg(currency), array_agg(stage), array_agg(amount_minor)
    into debtors, creditors, currencies, stages, amounts
    from (select debtor, creditor, currency, stage, sum(amount_minor) as amount_minor
        from (select debtor, creditor, currency, from_stage as stage, -amount_minor as amount_minor from added
            union all
            select debtor, creditor, currency, to_stage, amount_minor from added) entries
        group by debtor, creditor, currency, stage) moved;
    if debtors is not null then
        perform lock_balances(debtors, creditors, currencies, stages);
        update balance b set amount_minor = b.amount_minor + moved.amount_minor
        from unnest(debtors, creditors, currencies::char(3)[], stages, amounts)
            as moved (debtor, creditor, currency, stage, amount_minor)
        where b.debtor = moved.debtor and b.creditor = moved.creditor and b.currency = moved.currency
            and b.stage = moved.stage;
    end if;
    return null;
end $$;
create trigger transfer_moves_balances after insert on transfer
    referencing new table as added for each statement execute function transfer_moves_balances();

-- Makes the balances anew from the transfers, for imports and for doubt. Nobody books meanwhile.
create function rebuild_balances() returns void language plpgsql security definer
    set search_path = ${flyway:defaultSchema}, pg_temp as $$
begin
    lock table transfer in share row exclusive mode;
    delete from balance;
    insert into balance (debtor, creditor, currency, stage, amount_minor)
    select debtor, creditor, currency, stage, sum(amount_minor)
    from entry group by debtor, creditor, currency, stage;
end $$;

revoke execute on function transfer_moves_balances(), rebuild_balances(),
    lock_balances(integer[], integer[], text[], text[]) from public;
grant execute on function lock_balances(integer[], integer[], text[], text[]), rebuild_balances() to ${runtime};
grant select, insert on transfer to ${runtime};
grant select on balance, entry, balance_difference to ${runtime};

-- The schema after all migrations. Generated from the catalogs; do not edit.
-- Written by: mvn -pl server test -Dtest=SchemaFileTest -Dcentuple.schema.write=true

-- secrets are shown once and kept as SHA-256 only
create table api_key (
    id uuid not null,
    owner integer not null,
    sha256 bytea not null,
    name text not null,
    scopes text[] not null,
    created_at timestamp with time zone not null,
    last_used_on date,
    revoked_at timestamp with time zone,
    constraint api_key_pkey PRIMARY KEY (id),
    constraint api_key_sha256_key UNIQUE (sha256),
    constraint api_key_name_check CHECK (length(name) >= 1 AND length(name) <= 100),
    constraint api_key_scopes_check CHECK (cardinality(scopes) >= 1 AND cardinality(scopes) <= 16),
    constraint api_key_sha256_check CHECK (length(sha256) = 32)
);
CREATE INDEX api_key_owner ON api_key USING btree (owner);
grant insert, select, update on api_key to centuple_runtime;

-- what the transfers sum up to, kept by the trigger on them
create table balance (
    debtor integer not null,
    creditor integer not null,
    currency character(3) not null,
    stage text not null,
    amount_minor bigint not null,
    constraint balance_pkey PRIMARY KEY (debtor, creditor, currency, stage),
    constraint balance_not_overdrawn CHECK (
CASE stage
    WHEN 'ACCRUED'::text THEN amount_minor <= 0
    ELSE amount_minor >= 0
END),
    constraint balance_stage_check CHECK (stage = ANY (string_to_array('ACCRUED PENDING DUE SETTLED PAID'::text, ' '::text)))
) with (fillfactor=50);
CREATE INDEX balance_creditor ON balance USING btree (creditor);
grant select on balance to centuple_runtime;

-- what each creditor has of each line, and how far it has come; sums up to the transfers
create table booking (
    commission_id uuid not null,
    line integer not null,
    creditor integer not null,
    is_origin boolean not null,
    first_transfer uuid not null,
    pending_minor bigint not null,
    due_minor bigint not null,
    settled_minor bigint not null,
    given_back_minor bigint not null,
    constraint booking_pkey PRIMARY KEY (commission_id, line, creditor),
    constraint booking_check CHECK (given_back_minor >= 0 AND given_back_minor <= settled_minor),
    constraint booking_due_minor_check CHECK (due_minor >= 0),
    constraint booking_line_check CHECK (line >= 0),
    constraint booking_pending_minor_check CHECK (pending_minor >= 0),
    constraint booking_settled_minor_check CHECK (settled_minor >= 0)
);
CREATE INDEX booking_of_origin ON booking USING btree (creditor, commission_id) WHERE is_origin;
grant insert, select, update on booking to centuple_runtime;

-- what stands booked against a cap, by the month the orders were placed in
create table cap_meter (
    receiver integer not null,
    giver integer not null,
    currency character(3) not null,
    month date not null,
    booked_minor bigint not null,
    constraint cap_meter_pkey PRIMARY KEY (receiver, giver, currency, month),
    constraint cap_meter_booked_minor_check CHECK (booked_minor >= 0),
    constraint cap_meter_month_check CHECK (EXTRACT(day FROM month) = 1::numeric)
);
grant insert, select, update on cap_meter to centuple_runtime;

-- one row, or none before the first feed: counts the changes of products and pairs
create table catalogue_version (
    singleton boolean default true not null,
    version bigint not null,
    constraint catalogue_version_pkey PRIMARY KEY (singleton),
    constraint catalogue_version_singleton_check CHECK (singleton),
    constraint catalogue_version_version_check CHECK (version >= 1)
);
grant insert, select, update on catalogue_version to centuple_runtime;

-- sales that givers miss, what receivers answered, and what their silence booked
create table claim (
    id uuid not null,
    giver integer not null,
    receiver integer not null,
    reference text not null,
    day date not null,
    click_id bytea not null,
    terms_version integer not null,
    clicked_at timestamp with time zone not null,
    hops integer[] not null,
    made_at timestamp with time zone not null,
    state text not null,
    answer text,
    reminders integer not null,
    changed_at timestamp with time zone not null,
    next_at timestamp with time zone,
    currency character(3),
    amount_minor bigint,
    hold_until timestamp with time zone,
    pending_minor bigint,
    due_minor bigint,
    settled_minor bigint,
    given_back_minor bigint,
    constraint claim_pkey PRIMARY KEY (id),
    constraint claim_amount_minor_check CHECK (amount_minor > 0),
    constraint claim_answer_check CHECK (answer = ANY (string_to_array('REPORTED NO_SUCH_ORDER NOT_PAID CANCELLED OTHER_SOURCE'::text, ' '::text))),
    constraint claim_check CHECK (given_back_minor >= 0 AND given_back_minor <= settled_minor),
    constraint claim_check1 CHECK (giver <> receiver),
    constraint claim_check2 CHECK (num_nulls(currency, amount_minor, hold_until, pending_minor, due_minor, settled_minor, given_back_minor) = ANY (ARRAY[0, 7])),
    constraint claim_check3 CHECK ((state <> ALL (ARRAY['BOOKED'::text, 'STANDS'::text])) OR amount_minor IS NOT NULL),
    constraint claim_click_id_check CHECK (length(click_id) = 12),
    constraint claim_due_minor_check CHECK (due_minor >= 0),
    constraint claim_hops_check CHECK (cardinality(hops) <= 3),
    constraint claim_pending_minor_check CHECK (pending_minor >= 0),
    constraint claim_reference_check CHECK (length(reference) >= 1 AND length(reference) <= 64 AND reference !~ '[^A-Za-z0-9._:#/-]'::text),
    constraint claim_reminders_check CHECK (reminders >= 0),
    constraint claim_settled_minor_check CHECK (settled_minor >= 0),
    constraint claim_state_check CHECK (state = ANY (string_to_array('OPEN BOOKED STANDS CREDITED DENIED PROVEN_FALSE '::text || 'WITHDRAWN CONTESTED NOT_BOOKED'::text, ' '::text))),
    constraint claim_terms_version_check CHECK (terms_version >= 1)
);
CREATE UNIQUE INDEX claim_booked_once ON claim USING btree (receiver, reference) WHERE (state = ANY (ARRAY['BOOKED'::text, 'STANDS'::text]));
CREATE UNIQUE INDEX claim_click_once ON claim USING btree (click_id) WHERE (state = ANY (ARRAY['OPEN'::text, 'BOOKED'::text]));
CREATE INDEX claim_next ON claim USING btree (next_at) WHERE (next_at IS NOT NULL);
CREATE INDEX claim_of_click ON claim USING btree (click_id);
CREATE INDEX claim_of_giver ON claim USING btree (giver, receiver, id);
CREATE INDEX claim_of_order ON claim USING btree (receiver, reference) WHERE (state = ANY (ARRAY['OPEN'::text, 'BOOKED'::text, 'STANDS'::text]));
CREATE INDEX claim_of_receiver ON claim USING btree (receiver, id);
CREATE UNIQUE INDEX claim_order_once ON claim USING btree (giver, receiver, reference) WHERE (state = ANY (ARRAY['OPEN'::text, 'BOOKED'::text, 'STANDS'::text]));
grant insert, select, update on claim to centuple_runtime;

-- locked while a giver claims of a receiver, so that its limits hold
create table claim_pair (
    giver integer not null,
    receiver integer not null,
    barred_until timestamp with time zone,
    constraint claim_pair_pkey PRIMARY KEY (giver, receiver),
    constraint claim_pair_check CHECK (giver <> receiver)
);
grant insert, select, update on claim_pair to centuple_runtime;

-- one redirect of one visitor; no personal data; one partition per day
create table click (
    id bytea not null,
    at timestamp with time zone not null,
    link_id uuid not null,
    giver integer not null,
    receiver integer not null,
    terms_version integer not null,
    hops integer[] not null,
    class text not null,
    device text not null,
    country text,
    s1 text,
    s2 text,
    s3 text,
    s4 text,
    s5 text,
    constraint click_class_check CHECK (class = ANY (ARRAY['counted'::text, 'head'::text, 'bot'::text, 'repeat'::text, 'rate'::text, 'capped'::text])),
    constraint click_country_check CHECK (country ~ '^[A-Z]{2}$'::text),
    constraint click_device_check CHECK (device = ANY (ARRAY['unknown'::text, 'desktop'::text, 'mobile'::text, 'tablet'::text])),
    constraint click_hops_check CHECK (cardinality(hops) <= 3),
    constraint click_id_check CHECK (length(id) = 12),
    constraint click_s1_check CHECK (length(s1) >= 1 AND length(s1) <= 64 AND s1 !~ '[^A-Za-z0-9_-]'::text),
    constraint click_s2_check CHECK (length(s2) >= 1 AND length(s2) <= 64 AND s2 !~ '[^A-Za-z0-9_-]'::text),
    constraint click_s3_check CHECK (length(s3) >= 1 AND length(s3) <= 64 AND s3 !~ '[^A-Za-z0-9_-]'::text),
    constraint click_s4_check CHECK (length(s4) >= 1 AND length(s4) <= 64 AND s4 !~ '[^A-Za-z0-9_-]'::text),
    constraint click_s5_check CHECK (length(s5) >= 1 AND length(s5) <= 64 AND s5 !~ '[^A-Za-z0-9_-]'::text),
    constraint click_terms_version_check CHECK (terms_version >= 0)
) partition by RANGE (at);
CREATE INDEX click_giver ON ONLY click USING btree (giver, at);
CREATE INDEX click_id ON ONLY click USING btree (id);
CREATE INDEX click_receiver ON ONLY click USING btree (receiver, at);
grant insert, select on click to centuple_runtime;

-- how many orders a click is paid for
create table click_use (
    click_id bytea not null,
    orders integer not null,
    constraint click_use_pkey PRIMARY KEY (click_id),
    constraint click_use_click_id_check CHECK (length(click_id) = 12),
    constraint click_use_orders_check CHECK (orders >= 0)
);
grant insert, select, update on click_use to centuple_runtime;

-- what is booked for an order on one basis
create table commission (
    id uuid not null,
    order_id uuid not null,
    receiver integer not null,
    giver integer not null,
    terms_version integer not null,
    proof text not null,
    proof_value text not null,
    currency character(3) not null,
    hold_until timestamp with time zone not null,
    cap_month date,
    cap_highest_target_minor bigint,
    cap_allowed_minor bigint,
    state text not null,
    lines jsonb not null,
    booked_minor bigint not null,
    constraint commission_pkey PRIMARY KEY (id),
    constraint commission_booked_minor_check CHECK (booked_minor >= 0),
    constraint commission_cap_allowed_minor_check CHECK (cap_allowed_minor >= 0),
    constraint commission_cap_highest_target_minor_check CHECK (cap_highest_target_minor >= 0),
    constraint commission_check CHECK (num_nulls(cap_month, cap_highest_target_minor, cap_allowed_minor) = ANY (ARRAY[0, 3])),
    constraint commission_state_check CHECK (state = ANY (string_to_array('NOTHING PENDING DUE SETTLED REVERSED'::text, ' '::text))),
    constraint commission_terms_version_check CHECK (terms_version >= 1)
);
CREATE INDEX commission_in_hold ON commission USING btree (hold_until) WHERE (state = 'PENDING'::text);
CREATE INDEX commission_of_giver ON commission USING btree (giver, id);
CREATE INDEX commission_of_order ON commission USING btree (order_id);
CREATE INDEX commission_of_receiver ON commission USING btree (receiver, id);
grant insert, select, update on commission to centuple_runtime;

-- shops on their platforms: secrets sealed, where the asking for orders stands
create table connection (
    shop integer not null,
    platform text not null,
    sealed bytea not null,
    api_url text not null,
    created_at timestamp with time zone not null,
    changed_at timestamp with time zone not null,
    refused bigint default 0 not null,
    refused_at timestamp with time zone,
    refusal text default ''::text not null,
    poll_since timestamp with time zone not null,
    poll_page text default ''::text not null,
    poll_at timestamp with time zone not null,
    poll_problem text default ''::text not null,
    ask_after timestamp with time zone default '2000-01-01 00:00:00+00'::timestamp with time zone not null,
    ask_reason text default ''::text not null,
    poll_url text default ''::text not null,
    landing text not null,
    last_ping_at timestamp with time zone,
    signed_refused bigint default 0 not null,
    signed_refused_at timestamp with time zone,
    signed_refusal text default ''::text not null,
    constraint connection_pkey PRIMARY KEY (shop, platform),
    constraint connection_shop_fkey FOREIGN KEY (shop) REFERENCES shop(id),
    constraint connection_api_url_check CHECK (length(api_url) <= 1024),
    constraint connection_ask_reason_check CHECK (length(ask_reason) <= 500),
    constraint connection_landing_check CHECK (landing = ANY (ARRAY['OFF'::text, 'IDENTIFIER_FREE'::text, 'TOKEN'::text])),
    constraint connection_platform_check CHECK (platform ~ '^[a-z]{2,20}$'::text),
    constraint connection_poll_page_check CHECK (length(poll_page) <= 2000),
    constraint connection_poll_problem_check CHECK (length(poll_problem) <= 500),
    constraint connection_refusal_check CHECK (length(refusal) <= 500),
    constraint connection_signed_refusal_check CHECK (length(signed_refusal) <= 500)
);
CREATE INDEX connection_poll ON connection USING btree (poll_at) WHERE (api_url <> ''::text);
grant delete, insert, select, update on connection to centuple_runtime;

-- one row: counts the changes that servers must follow (links, partnerships, keys)
create table control_version (
    singleton boolean default true not null,
    version bigint not null,
    constraint control_version_pkey PRIMARY KEY (singleton),
    constraint control_version_singleton_check CHECK (singleton),
    constraint control_version_version_check CHECK (version >= 0)
);
grant select, update on control_version to centuple_runtime;

-- codes that a receiver honours, or honoured, as proof of a giver
create table coupon (
    receiver integer not null,
    code text not null,
    giver integer not null,
    given_at timestamp with time zone not null,
    ended_at timestamp with time zone,
    constraint coupon_pkey PRIMARY KEY (receiver, code, given_at),
    constraint coupon_giver_fkey FOREIGN KEY (giver) REFERENCES shop(id),
    constraint coupon_receiver_fkey FOREIGN KEY (receiver) REFERENCES shop(id),
    constraint coupon_check CHECK (ended_at >= given_at),
    constraint coupon_check1 CHECK (receiver <> giver),
    constraint coupon_code_check CHECK (code = lower(code) AND length(code) >= 1 AND length(code) <= 64)
);
CREATE UNIQUE INDEX coupon_in_force ON coupon USING btree (receiver, code) WHERE (ended_at IS NULL);
grant insert, select on coupon to centuple_runtime;
grant update (ended_at) on coupon to centuple_runtime;

-- what was decided for one visitor, and what the giver learnt by it; one partition per day
create table decision (
    id uuid not null,
    at timestamp with time zone not null,
    giver integer not null,
    reason text not null,
    product text not null,
    category text not null,
    country text,
    arm text not null,
    eligible integer not null,
    refusals jsonb not null,
    shown jsonb not null,
    constraint decision_arm_check CHECK (arm = ANY (ARRAY['shown'::text, 'held_out'::text])),
    constraint decision_country_check CHECK (country ~ '^[A-Z]{2}$'::text),
    constraint decision_eligible_check CHECK (eligible >= 0),
    constraint decision_reason_check CHECK (reason = ANY (ARRAY['out_of_stock'::text, 'wrong_size'::text, 'no_delivery'::text, 'other_niche'::text, 'after_purchase'::text]))
) partition by RANGE (at);
CREATE INDEX decision_giver ON ONLY decision USING btree (giver, at);
CREATE INDEX decision_id ON ONLY decision USING btree (id);
grant insert, select on decision to centuple_runtime;

-- the hosts that shops claim; how each was proven is told by events
create table domain (
    id uuid not null,
    shop_id integer not null,
    host text not null,
    kind text not null,
    challenge text not null,
    claimed_at timestamp with time zone not null,
    standing text not null,
    method text,
    since timestamp with time zone,
    checked_on date,
    failed_days integer default 0 not null,
    constraint domain_pkey PRIMARY KEY (id),
    constraint domain_shop_id_host_key UNIQUE (shop_id, host),
    constraint domain_shop_id_fkey FOREIGN KEY (shop_id) REFERENCES shop(id),
    constraint domain_challenge_check CHECK (challenge ~ '^[0-9a-f]{32}$'::text),
    constraint domain_check CHECK ((standing = 'CLAIMED'::text) = (since IS NULL)),
    constraint domain_check1 CHECK ((standing = 'PROVEN'::text) = (method IS NOT NULL)),
    constraint domain_failed_days_check CHECK (failed_days >= 0 AND failed_days <= 6),
    constraint domain_host_check CHECK (host = lower(host) AND length(host) >= 1 AND length(host) <= 253),
    constraint domain_kind_check CHECK (kind = ANY (ARRAY['SHOP'::text, 'LINK_HOST'::text])),
    constraint domain_method_check CHECK (method = ANY (ARRAY['FILE'::text, 'DNS'::text, 'META_TAG'::text, 'OPERATOR'::text])),
    constraint domain_standing_check CHECK (standing = ANY (ARRAY['CLAIMED'::text, 'PROVEN'::text, 'LOST'::text]))
);
CREATE UNIQUE INDEX domain_proven_host ON domain USING btree (host) WHERE (standing = 'PROVEN'::text);
grant insert, select, update on domain to centuple_runtime;

-- the order of positions is the order of commits
create table event (
    "position" bigint not null,
    at timestamp with time zone not null,
    kind text not null,
    shop_a integer not null,
    shop_b integer,
    subject text not null,
    data jsonb not null,
    constraint event_pkey PRIMARY KEY ("position"),
    constraint event_kind_check CHECK (kind ~ '^[a-z_]+(\.[a-z_]+)+$'::text),
    constraint event_position_check CHECK ("position" > 0)
);
CREATE INDEX event_shop_a ON event USING btree (shop_a, "position");
CREATE INDEX event_shop_b ON event USING btree (shop_b, "position") WHERE (shop_b IS NOT NULL);
grant insert, select on event to centuple_runtime;

-- one row: the settings of this exchange
create table exchange (
    singleton boolean default true not null,
    name text default 'Centuple'::text not null,
    public_url text default 'http://localhost:8080'::text not null,
    live boolean default true not null,
    fee_bps integer default 0 not null,
    origin_share_bps integer default 5000 not null,
    created_at timestamp with time zone default now() not null,
    constraint exchange_pkey PRIMARY KEY (singleton),
    constraint exchange_fee_bps_check CHECK (fee_bps >= 0 AND fee_bps <= 10000),
    constraint exchange_name_check CHECK (length(name) >= 1 AND length(name) <= 200),
    constraint exchange_origin_share_bps_check CHECK (origin_share_bps >= 0 AND origin_share_bps <= 10000),
    constraint exchange_public_url_check CHECK (public_url ~ '^https?://[^/]+$'::text),
    constraint exchange_singleton_check CHECK (singleton)
);
grant select, update on exchange to centuple_runtime;

-- one row for each shop that gives its products; how the last reading went
create table feed (
    shop_id integer not null,
    kind text not null,
    url text not null,
    delivers_to text not null,
    every_minutes integer not null,
    separator text not null,
    encoding text not null,
    columns jsonb not null,
    revision bigint not null,
    next_at timestamp with time zone not null,
    tried_at timestamp with time zone,
    good_at timestamp with time zone,
    failures integer not null,
    problem text not null,
    products bigint not null,
    stale boolean default false not null,
    etag text not null,
    last_modified text not null,
    report jsonb,
    constraint feed_pkey PRIMARY KEY (shop_id),
    constraint feed_shop_id_fkey FOREIGN KEY (shop_id) REFERENCES shop(id),
    constraint feed_delivers_to_check CHECK (delivers_to = '*'::text OR delivers_to ~ '^([A-Z]{2})*$'::text),
    constraint feed_encoding_check CHECK (length(encoding) <= 40),
    constraint feed_etag_check CHECK (length(etag) <= 512),
    constraint feed_every_minutes_check CHECK (every_minutes >= 15 AND every_minutes <= 1440),
    constraint feed_failures_check CHECK (failures >= 0),
    constraint feed_kind_check CHECK (kind = ANY (ARRAY['GOOGLE_XML'::text, 'GOOGLE_TSV'::text, 'SHOPIFY'::text, 'WOOCOMMERCE'::text, 'CSV'::text])),
    constraint feed_last_modified_check CHECK (length(last_modified) <= 512),
    constraint feed_problem_check CHECK (length(problem) <= 500),
    constraint feed_products_check CHECK (products >= 0),
    constraint feed_revision_check CHECK (revision >= 1),
    constraint feed_separator_check CHECK (length(separator) = 1),
    constraint feed_url_check CHECK (length(url) >= 1 AND length(url) <= 1024)
);
CREATE INDEX feed_next ON feed USING btree (next_at);
grant delete, insert, select, update on feed to centuple_runtime;

-- whose feed is fetched now, and whose was slow
create table feed_turn (
    shop_id integer not null,
    host text not null,
    claimed_until timestamp with time zone,
    took_long boolean default false not null,
    held_back_until timestamp with time zone,
    constraint feed_turn_pkey PRIMARY KEY (shop_id),
    constraint feed_turn_shop_id_fkey FOREIGN KEY (shop_id) REFERENCES shop(id),
    constraint feed_turn_host_check CHECK (length(host) <= 1024)
);
grant insert, select, update on feed_turn to centuple_runtime;

-- answers kept so that a repeated request gets the same one
create table idempotency_key (
    api_key_id uuid not null,
    key_digest bytea not null,
    fingerprint bytea not null,
    status integer not null,
    response text not null,
    created_at timestamp with time zone default now() not null,
    constraint idempotency_key_pkey PRIMARY KEY (api_key_id, key_digest),
    constraint idempotency_key_fingerprint_check CHECK (length(fingerprint) = 32),
    constraint idempotency_key_key_digest_check CHECK (length(key_digest) = 32),
    constraint idempotency_key_status_check CHECK (status >= 100 AND status <= 599)
);
CREATE INDEX idempotency_key_created_at ON idempotency_key USING btree (created_at);
grant delete, insert, select, update on idempotency_key to centuple_runtime;

-- messages of platforms, reduced; taken once, mapped to facts afterwards
create table inbox_event (
    id uuid not null,
    shop integer not null,
    platform text not null,
    event_id text not null,
    topic text not null,
    digest bytea not null,
    body text not null,
    state text not null,
    reason text not null,
    attempts integer not null,
    is_polled boolean not null,
    next_at timestamp with time zone not null,
    arrived_at timestamp with time zone not null,
    order_reference text default ''::text not null,
    must_ask boolean default false not null,
    has_marks boolean,
    constraint inbox_event_pkey PRIMARY KEY (id),
    constraint inbox_event_shop_platform_event_id_key UNIQUE (shop, platform, event_id),
    constraint inbox_event_shop_fkey FOREIGN KEY (shop) REFERENCES shop(id),
    constraint inbox_event_attempts_check CHECK (attempts >= 0),
    constraint inbox_event_digest_check CHECK (length(digest) = 32),
    constraint inbox_event_event_id_check CHECK (length(event_id) >= 1 AND length(event_id) <= 200),
    constraint inbox_event_order_reference_check CHECK (length(order_reference) <= 200),
    constraint inbox_event_reason_check CHECK (length(reason) <= 1000),
    constraint inbox_event_state_check CHECK (state = ANY (ARRAY['WAITING'::text, 'DONE'::text, 'IGNORED'::text, 'PARKED'::text])),
    constraint inbox_event_topic_check CHECK (length(topic) <= 200)
);
CREATE INDEX inbox_event_ask ON inbox_event USING btree (shop, platform, next_at) WHERE ((state = 'WAITING'::text) AND must_ask);
CREATE INDEX inbox_event_due ON inbox_event USING btree (next_at) WHERE ((state = 'WAITING'::text) AND (NOT must_ask));
CREATE INDEX inbox_event_joined ON inbox_event USING btree (shop, platform, order_reference) WHERE ((state = 'DONE'::text) AND (body <> '{}'::text));
CREATE INDEX inbox_event_list ON inbox_event USING btree (shop, platform, id);
CREATE INDEX inbox_event_old ON inbox_event USING btree (arrived_at);
CREATE INDEX inbox_event_parked ON inbox_event USING btree (shop, platform, id) WHERE (state = 'PARKED'::text);
grant delete, insert, select, update on inbox_event to centuple_runtime;

-- how far the journal of a node is shipped; moved with its clicks
create table journal_position (
    node uuid not null,
    writer integer not null,
    segment bigint not null,
    offset_bytes integer not null,
    sequence bigint not null,
    changed_at timestamp with time zone default now() not null,
    constraint journal_position_pkey PRIMARY KEY (node, writer),
    constraint journal_position_offset_bytes_check CHECK (offset_bytes >= 0),
    constraint journal_position_segment_check CHECK (segment >= 0),
    constraint journal_position_sequence_check CHECK (sequence >= 0),
    constraint journal_position_writer_check CHECK (writer >= 0)
);
grant insert, select, update on journal_position to centuple_runtime;

-- what stands behind /r/{code}; a code is never given out again
create table link (
    id uuid not null,
    code text not null,
    giver integer not null,
    receiver integer not null,
    target text not null,
    fallback text,
    state text not null,
    created_at timestamp with time zone not null,
    constraint link_pkey PRIMARY KEY (id),
    constraint link_code_key UNIQUE (code),
    constraint link_giver_fkey FOREIGN KEY (giver) REFERENCES shop(id),
    constraint link_receiver_fkey FOREIGN KEY (receiver) REFERENCES shop(id),
    constraint link_check CHECK (giver <> receiver),
    constraint link_code_check CHECK (code ~ '^[A-Za-z0-9_-]{1,64}$'::text),
    constraint link_fallback_check CHECK (length(fallback) <= 2048),
    constraint link_state_check CHECK (state = ANY (ARRAY['ACTIVE'::text, 'PAUSED'::text, 'ENDED'::text])),
    constraint link_target_check CHECK (length(target) <= 2048)
);
CREATE INDEX link_giver ON link USING btree (giver, id);
CREATE INDEX link_receiver ON link USING btree (receiver, id);
grant insert, select, update on link to centuple_runtime;

-- links that a giver brought from another program; each is brought once
create table moved_link (
    giver integer not null,
    program text not null,
    short_link text not null,
    link_id uuid not null,
    moved_at timestamp with time zone not null,
    constraint moved_link_pkey PRIMARY KEY (giver, program, short_link),
    constraint moved_link_giver_fkey FOREIGN KEY (giver) REFERENCES shop(id),
    constraint moved_link_link_id_fkey FOREIGN KEY (link_id) REFERENCES link(id),
    constraint moved_link_program_check CHECK (program ~ '^[a-z]{1,32}$'::text),
    constraint moved_link_short_link_check CHECK (length(short_link) >= 1 AND length(short_link) <= 2048)
);
CREATE INDEX moved_link_link ON moved_link USING btree (link_id);
grant insert, select on moved_link to centuple_runtime;

-- orders that a receiver brought: they are paid, but they are no return for visits given here
create table moved_sale (
    order_id uuid not null,
    constraint moved_sale_pkey PRIMARY KEY (order_id)
);
grant insert, select on moved_sale to centuple_runtime;

-- clicks as another program counted them; never mixed with visits_daily
create table moved_visits (
    link_id uuid not null,
    program text not null,
    span text not null,
    first_day date not null,
    last_day date not null,
    visits bigint not null,
    constraint moved_visits_pkey PRIMARY KEY (link_id, program, span, first_day),
    constraint moved_visits_link_id_fkey FOREIGN KEY (link_id) REFERENCES link(id),
    constraint moved_visits_check CHECK (last_day >= first_day AND (span = 'TOTAL'::text OR last_day = first_day)),
    constraint moved_visits_program_check CHECK (program ~ '^[a-z]{1,32}$'::text),
    constraint moved_visits_span_check CHECK (span = ANY (ARRAY['DAY'::text, 'TOTAL'::text])),
    constraint moved_visits_visits_check CHECK (visits > 0)
);
grant insert, select, update on moved_visits to centuple_runtime;

-- what the latest decision said of each order
create table order_books (
    order_id uuid not null,
    receiver integer not null,
    line_references text[] not null,
    giver integer,
    terms_version integer,
    proof text,
    proof_value text,
    currency character(3),
    unattributed_reason text,
    final_at timestamp with time zone,
    click_used text,
    flags text[] not null,
    attempts jsonb not null,
    refusals jsonb not null,
    constraint order_books_pkey PRIMARY KEY (order_id),
    constraint order_books_basis_complete CHECK (num_nulls(giver, terms_version, proof, proof_value, currency) = ANY (ARRAY[0, 5])),
    constraint order_books_owed_to_one_or_none CHECK (giver IS NULL OR unattributed_reason IS NULL)
);
CREATE INDEX order_books_unknown_terms ON order_books USING btree (order_id) WHERE (unattributed_reason = 'UNKNOWN_TERMS'::text);
grant insert, select, update on order_books to centuple_runtime;

-- the books: what was reported of orders; never changed, never deleted
create table order_fact (
    order_id uuid not null,
    kind text not null,
    key text not null,
    arrived_at timestamp with time zone not null,
    content jsonb not null,
    digest bytea not null,
    source text default ''::text not null,
    constraint order_fact_pkey PRIMARY KEY (order_id, kind, key),
    constraint order_fact_digest_check CHECK (length(digest) = 32),
    constraint order_fact_key_check CHECK (length(key) >= 1 AND length(key) <= 64 AND key !~ '[^A-Za-z0-9._:#/-]'::text),
    constraint order_fact_kind_check CHECK (kind = ANY (ARRAY['SNAPSHOT'::text, 'REFUND'::text])),
    constraint order_fact_source_check CHECK (length(source) <= 20)
);
grant insert, select on order_fact to centuple_runtime;

-- orders by the numbers their customers were told; written with the order's facts
create table order_number (
    receiver integer not null,
    number text not null,
    placed_on date not null,
    order_id uuid not null,
    constraint order_number_pkey PRIMARY KEY (receiver, number, placed_on, order_id),
    constraint order_number_number_check CHECK (length(number) >= 1 AND length(number) <= 64 AND number !~ '[^A-Za-z0-9._:#/-]'::text)
);
grant insert, select on order_number to centuple_runtime;

-- orders that carried a token or coupon of a giver without counting for it: it may see them
create table order_refusal (
    giver integer not null,
    order_id uuid not null,
    constraint order_refusal_pkey PRIMARY KEY (giver, order_id)
);
grant insert, select on order_refusal to centuple_runtime;

-- what a visitor is worth to the shop itself, by reason; no other shop ever sees it
create table own_worth (
    shop integer not null,
    reason text not null,
    worth_minor bigint not null,
    constraint own_worth_pkey PRIMARY KEY (shop, reason),
    constraint own_worth_shop_fkey FOREIGN KEY (shop) REFERENCES shop(id),
    constraint own_worth_reason_check CHECK (reason = ANY (ARRAY['out_of_stock'::text, 'wrong_size'::text, 'no_delivery'::text, 'other_niche'::text, 'after_purchase'::text])),
    constraint own_worth_worth_minor_check CHECK (worth_minor >= 0)
);
grant delete, insert, select, update on own_worth to centuple_runtime;

-- visits that servers may send without asking; a server that does not renew loses its claim
create table pair_lease (
    node uuid not null,
    giver integer not null,
    receiver integer not null,
    visits bigint not null,
    renewed_at timestamp with time zone not null,
    constraint pair_lease_pkey PRIMARY KEY (node, giver, receiver),
    constraint pair_lease_visits_check CHECK (visits >= 0)
);
CREATE INDEX pair_lease_pair ON pair_lease USING btree (giver, receiver);
grant delete, insert, select, update on pair_lease to centuple_runtime;

-- what was given, what came back and how far giving may go; the last row of a period stays
create table pair_line (
    giver integer not null,
    receiver integer not null,
    period bigint not null,
    mode text not null,
    reason text not null,
    since timestamp with time zone not null,
    paused_until timestamp with time zone,
    floor_open boolean not null,
    currency character(3) not null,
    value_minor bigint not null,
    figures jsonb not null,
    state jsonb not null,
    decided_at timestamp with time zone not null,
    constraint pair_line_pkey PRIMARY KEY (giver, receiver, period),
    constraint pair_line_giver_fkey FOREIGN KEY (giver) REFERENCES shop(id),
    constraint pair_line_receiver_fkey FOREIGN KEY (receiver) REFERENCES shop(id),
    constraint pair_line_check CHECK (giver <> receiver),
    constraint pair_line_mode_check CHECK (mode = ANY (ARRAY['OPEN'::text, 'THROTTLED'::text, 'PAUSED'::text, 'GIFT'::text])),
    constraint pair_line_value_minor_check CHECK (value_minor > 0)
);
CREATE INDEX pair_line_alarm ON pair_line USING btree (receiver) WHERE floor_open;
CREATE INDEX pair_line_receiver ON pair_line USING btree (receiver, giver, period);
grant insert, select, update on pair_line to centuple_runtime;

-- what givers decided about partners; events tell when
create table pair_wish (
    giver integer not null,
    receiver integer not null,
    gift boolean not null,
    go_on bigint not null,
    changed_at timestamp with time zone not null,
    constraint pair_wish_pkey PRIMARY KEY (giver, receiver),
    constraint pair_wish_giver_fkey FOREIGN KEY (giver) REFERENCES shop(id),
    constraint pair_wish_receiver_fkey FOREIGN KEY (receiver) REFERENCES shop(id),
    constraint pair_wish_check CHECK (giver <> receiver),
    constraint pair_wish_go_on_check CHECK (go_on >= 0)
);
grant insert, select, update on pair_wish to centuple_runtime;

-- one row for each time two shops were, or might have become, partners
create table partnership (
    id uuid not null,
    proposer integer not null,
    invited integer not null,
    state text not null,
    proposed_at timestamp with time zone not null,
    accepted_at timestamp with time zone,
    closed_at timestamp with time zone,
    closed_by integer,
    constraint partnership_pkey PRIMARY KEY (id),
    constraint partnership_invited_fkey FOREIGN KEY (invited) REFERENCES shop(id),
    constraint partnership_proposer_fkey FOREIGN KEY (proposer) REFERENCES shop(id),
    constraint partnership_check CHECK (proposer <> invited),
    constraint partnership_check1 CHECK ((state = ANY (ARRAY['ACCEPTED'::text, 'ENDED'::text])) = (accepted_at IS NOT NULL)),
    constraint partnership_check2 CHECK ((state = ANY (ARRAY['DECLINED'::text, 'ENDED'::text])) = (closed_at IS NOT NULL)),
    constraint partnership_state_check CHECK (state = ANY (ARRAY['PROPOSED'::text, 'ACCEPTED'::text, 'DECLINED'::text, 'ENDED'::text]))
);
CREATE INDEX partnership_invited ON partnership USING btree (invited, id);
CREATE UNIQUE INDEX partnership_open ON partnership USING btree (LEAST(proposer, invited), GREATEST(proposer, invited)) WHERE (state = ANY (ARRAY['PROPOSED'::text, 'ACCEPTED'::text]));
CREATE INDEX partnership_proposer ON partnership USING btree (proposer, id);
grant insert, select, update on partnership to centuple_runtime;

-- the last good copy of each feed; no prices. Can be read anew from the feeds at any time
create table product (
    shop_id integer not null,
    item_id text not null,
    gtin bigint not null,
    brand text not null,
    mpn text not null,
    item_group text not null,
    category text not null,
    size text not null,
    title text not null,
    url text not null,
    in_stock boolean not null,
    delivers_to text not null,
    constraint product_pkey PRIMARY KEY (shop_id, item_id)
);
grant delete, insert, select, update on product to centuple_runtime;

-- products of partners that givers chose to stand for their own
create table product_pair (
    giver integer not null,
    product text not null,
    receiver integer not null,
    stand_in text not null,
    created_at timestamp with time zone not null,
    constraint product_pair_pkey PRIMARY KEY (giver, product, receiver, stand_in),
    constraint product_pair_giver_fkey FOREIGN KEY (giver) REFERENCES shop(id),
    constraint product_pair_receiver_fkey FOREIGN KEY (receiver) REFERENCES shop(id),
    constraint product_pair_check CHECK (giver <> receiver),
    constraint product_pair_product_check CHECK (length(product) >= 1 AND length(product) <= 100),
    constraint product_pair_stand_in_check CHECK (length(stand_in) >= 1 AND length(stand_in) <= 100)
);
grant delete, insert, select, update on product_pair to centuple_runtime;

-- keys by which the pages of a shop ask for suggestions
create table publishable_key (
    id uuid not null,
    shop integer not null,
    text text not null,
    name text not null,
    origins text[] not null,
    created_at timestamp with time zone not null,
    revoked_at timestamp with time zone,
    constraint publishable_key_pkey PRIMARY KEY (id),
    constraint publishable_key_text_key UNIQUE (text),
    constraint publishable_key_shop_fkey FOREIGN KEY (shop) REFERENCES shop(id),
    constraint publishable_key_name_check CHECK (length(name) >= 1 AND length(name) <= 100),
    constraint publishable_key_origins_check CHECK (cardinality(origins) >= 1 AND cardinality(origins) <= 20),
    constraint publishable_key_text_check CHECK (text ~ '^ctp_pub_[A-Za-z0-9_-]{32}$'::text)
);
CREATE INDEX publishable_key_shop ON publishable_key USING btree (shop, id);
grant insert, select, update on publishable_key to centuple_runtime;

-- the members of the exchange
create table shop (
    id integer not null,
    name text not null,
    currency character(3) not null,
    created_at timestamp with time zone not null,
    constraint shop_pkey PRIMARY KEY (id),
    constraint shop_id_check CHECK (id <> 0),
    constraint shop_name_check CHECK (length(name) >= 1 AND length(name) <= 100)
);
grant insert, select on shop to centuple_runtime;

-- one row for each order anything was reported of; locked while its facts and books change
create table shop_order (
    id uuid not null,
    receiver integer not null,
    reference text not null,
    constraint shop_order_pkey PRIMARY KEY (id),
    constraint shop_order_receiver_reference_key UNIQUE (receiver, reference),
    constraint shop_order_reference_check CHECK (length(reference) >= 1 AND length(reference) <= 64 AND reference !~ '[^A-Za-z0-9._:#/-]'::text)
);
CREATE INDEX shop_order_of_receiver ON shop_order USING btree (receiver, id);
grant insert, select on shop_order to centuple_runtime;

-- the fingerprints of the key file's keys, never the keys
create table signing_key (
    number integer not null,
    key_id integer not null,
    fingerprint text not null,
    recorded_at timestamp with time zone default now() not null,
    constraint signing_key_pkey PRIMARY KEY (number),
    constraint signing_key_fingerprint_key UNIQUE (fingerprint),
    constraint signing_key_fingerprint_check CHECK (fingerprint ~ '^[0-9a-f]{64}$'::text),
    constraint signing_key_key_id_check CHECK (key_id >= 0 AND key_id <= 255),
    constraint signing_key_number_check CHECK (number > 0)
);
grant insert, select on signing_key to centuple_runtime;

-- from when a version is in force; never changed
create table terms_acceptance (
    receiver integer not null,
    giver integer not null,
    version integer not null,
    accepted_at timestamp with time zone not null,
    constraint terms_acceptance_pkey PRIMARY KEY (receiver, giver, version),
    constraint terms_acceptance_receiver_giver_version_fkey FOREIGN KEY (receiver, giver, version) REFERENCES terms_version(receiver, giver, version)
);
grant insert, select on terms_acceptance to centuple_runtime;

-- what a receiver offers a giver; never changed
create table terms_version (
    receiver integer not null,
    giver integer not null,
    version integer not null,
    partnership_id uuid not null,
    currency character(3) not null,
    rules jsonb not null,
    window_days integer not null,
    hold_days integer not null,
    cap_minor bigint,
    orders_per_click integer not null,
    visit_value_minor bigint,
    fee_bps integer not null,
    origin_share_bps integer not null,
    path_prefixes text[] not null,
    offered_at timestamp with time zone not null,
    identifier_free boolean default false not null,
    constraint terms_version_pkey PRIMARY KEY (receiver, giver, version),
    constraint terms_version_giver_fkey FOREIGN KEY (giver) REFERENCES shop(id),
    constraint terms_version_partnership_id_fkey FOREIGN KEY (partnership_id) REFERENCES partnership(id),
    constraint terms_version_receiver_fkey FOREIGN KEY (receiver) REFERENCES shop(id),
    constraint terms_version_cap_minor_check CHECK (cap_minor >= 0),
    constraint terms_version_check CHECK (receiver <> giver),
    constraint terms_version_fee_bps_check CHECK (fee_bps >= 0 AND fee_bps <= 10000),
    constraint terms_version_hold_days_check CHECK (hold_days >= 0 AND hold_days <= 365),
    constraint terms_version_orders_per_click_check CHECK (orders_per_click >= 1 AND orders_per_click <= 100),
    constraint terms_version_origin_share_bps_check CHECK (origin_share_bps >= 0 AND origin_share_bps <= 10000),
    constraint terms_version_version_check CHECK (version >= 1),
    constraint terms_version_visit_value_minor_check CHECK (visit_value_minor >= 0),
    constraint terms_version_window_days_check CHECK (window_days >= 1 AND window_days <= 365)
);
CREATE INDEX terms_version_partnership ON terms_version USING btree (partnership_id);
grant insert, select on terms_version to centuple_runtime;

-- the books: one row for each amount moved, with its cause; never changed, never deleted
create table transfer (
    id uuid not null,
    at timestamp with time zone not null,
    debtor integer not null,
    creditor integer not null,
    currency character(3) not null,
    from_stage text not null,
    to_stage text not null,
    amount_minor bigint not null,
    cause text not null,
    cause_id uuid not null,
    line integer,
    terms_version integer,
    proof text,
    proof_value text,
    constraint transfer_pkey PRIMARY KEY (id),
    constraint transfer_amount_minor_check CHECK (amount_minor > 0),
    constraint transfer_between_two_shops CHECK (debtor <> creditor),
    constraint transfer_cause_fits_move CHECK (
CASE cause
    WHEN 'SET_OFF'::text THEN to_stage = 'PAID'::text
    WHEN 'PAYMENT'::text THEN to_stage = 'PAID'::text OR to_stage = 'SETTLED'::text
    ELSE (cause = ANY (string_to_array('COMMISSION FEE CLAIM'::text, ' '::text))) AND to_stage <> 'PAID'::text
END),
    constraint transfer_commission_complete CHECK (line >= 0 AND terms_version >= 0 AND num_nonnulls(line, terms_version, proof, proof_value) =
CASE cause
    WHEN 'COMMISSION'::text THEN 4
    ELSE 0
END),
    constraint transfer_currency_check CHECK (currency ~ '^[A-Z]{3}$'::text),
    constraint transfer_move_allowed CHECK (((from_stage || '>'::text) || to_stage) = ANY (string_to_array('ACCRUED>PENDING '::text || 'PENDING>DUE DUE>SETTLED SETTLED>PAID PENDING>ACCRUED DUE>ACCRUED ACCRUED>DUE'::text, ' '::text))),
    constraint transfer_proof_known CHECK (
CASE proof
    WHEN 'CLICK'::text THEN length(proof_value) = 28 AND proof_value ~ '^clk_[0-9a-f]+$'::text
    WHEN 'COUPON'::text THEN length(proof_value) <= 64 AND proof_value ~ '^[A-Za-z0-9._:#/-]+$'::text
    WHEN 'GIVER_DAY'::text THEN proof_value ~ '^\d{4}-\d{2}-\d{2}$'::text
    WHEN 'CLAIM'::text THEN proof_value ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'::text
    ELSE proof IS NULL
END)
);
CREATE INDEX transfer_creditor ON transfer USING btree (creditor, id);
CREATE INDEX transfer_debtor ON transfer USING btree (debtor, id);
CREATE TRIGGER transfer_moves_balances AFTER INSERT ON transfer REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION transfer_moves_balances();
grant insert, select on transfer to centuple_runtime;

-- visits by day (UTC), pair, link and class; gross is the sum over all classes
create table visits_daily (
    day date not null,
    giver integer not null,
    receiver integer not null,
    link_id uuid not null,
    class text not null,
    visits bigint not null,
    constraint visits_daily_pkey PRIMARY KEY (day, giver, receiver, link_id, class),
    constraint visits_daily_class_check CHECK (class = ANY (ARRAY['counted'::text, 'head'::text, 'bot'::text, 'repeat'::text, 'rate'::text, 'capped'::text])),
    constraint visits_daily_visits_check CHECK (visits > 0)
);
CREATE INDEX visits_daily_giver ON visits_daily USING btree (giver, day);
CREATE INDEX visits_daily_receiver ON visits_daily USING btree (receiver, day);
grant insert, select, update on visits_daily to centuple_runtime;

-- messages to endpoints; what is done with is dropped by age
create table webhook_delivery (
    id uuid not null,
    endpoint uuid not null,
    "position" bigint,
    kind text not null,
    at timestamp with time zone not null,
    in_order boolean not null,
    state text not null,
    attempts integer not null,
    first_at timestamp with time zone,
    last_at timestamp with time zone,
    status integer,
    error text not null,
    delivered_at timestamp with time zone,
    created_at timestamp with time zone not null,
    constraint webhook_delivery_pkey PRIMARY KEY (id),
    constraint webhook_delivery_endpoint_position_key UNIQUE (endpoint, "position"),
    constraint webhook_delivery_endpoint_fkey FOREIGN KEY (endpoint) REFERENCES webhook_endpoint(id) ON DELETE CASCADE,
    constraint webhook_delivery_attempts_check CHECK (attempts >= 0),
    constraint webhook_delivery_error_check CHECK (length(error) <= 500),
    constraint webhook_delivery_state_check CHECK (state = ANY (ARRAY['WAITING'::text, 'DELIVERED'::text, 'FAILED'::text, 'SKIPPED'::text]))
);
CREATE INDEX webhook_delivery_done ON webhook_delivery USING btree (created_at) WHERE (state <> 'WAITING'::text);
CREATE INDEX webhook_delivery_extra ON webhook_delivery USING btree (endpoint, id) WHERE ((state = 'WAITING'::text) AND (NOT in_order));
CREATE UNIQUE INDEX webhook_delivery_head ON webhook_delivery USING btree (endpoint) WHERE ((state = 'WAITING'::text) AND in_order);
CREATE INDEX webhook_delivery_list ON webhook_delivery USING btree (endpoint, id);
grant delete, insert, select, update on webhook_delivery to centuple_runtime;

-- addresses of shops that are told of their events, each in order
create table webhook_endpoint (
    id uuid not null,
    shop integer not null,
    url text not null,
    description text not null,
    kinds text[] not null,
    state text not null,
    problem text not null,
    secret_number integer not null,
    former_until timestamp with time zone,
    "position" bigint not null,
    next_at timestamp with time zone not null,
    created_at timestamp with time zone not null,
    claim uuid,
    claimed_until timestamp with time zone,
    served_at timestamp with time zone not null,
    constraint webhook_endpoint_pkey PRIMARY KEY (id),
    constraint webhook_endpoint_shop_fkey FOREIGN KEY (shop) REFERENCES shop(id),
    constraint webhook_endpoint_description_check CHECK (length(description) <= 200),
    constraint webhook_endpoint_kinds_check CHECK (cardinality(kinds) <= 50),
    constraint webhook_endpoint_position_check CHECK ("position" >= 0),
    constraint webhook_endpoint_problem_check CHECK (length(problem) <= 500),
    constraint webhook_endpoint_secret_number_check CHECK (secret_number >= 1),
    constraint webhook_endpoint_state_check CHECK (state = ANY (ARRAY['ACTIVE'::text, 'PAUSED'::text, 'DISABLED'::text])),
    constraint webhook_endpoint_url_check CHECK (length(url) >= 1 AND length(url) <= 1024)
);
CREATE INDEX webhook_endpoint_shop ON webhook_endpoint USING btree (shop, id);
grant delete, insert, select, update on webhook_endpoint to centuple_runtime;

-- balances that differ from the sum of their entries; must be empty
create view balance_difference as
 SELECT debtor,
    creditor,
    currency,
    stage,
    COALESCE(balance.amount_minor, 0::bigint) AS balance_minor,
    COALESCE(entries.amount_minor, 0::bigint) AS entries_minor
   FROM balance
     FULL JOIN ( SELECT entry.debtor,
            entry.creditor,
            entry.currency,
            entry.stage,
            sum(entry.amount_minor)::bigint AS amount_minor
           FROM entry
          GROUP BY entry.debtor, entry.creditor, entry.currency, entry.stage) entries USING (debtor, creditor, currency, stage)
  WHERE COALESCE(balance.amount_minor, 0::bigint) <> COALESCE(entries.amount_minor, 0::bigint);
grant select on balance_difference to centuple_runtime;

-- each transfer as two entries that sum to zero
create view entry as
 SELECT transfer.id AS transfer_id,
    transfer.at,
    transfer.debtor,
    transfer.creditor,
    transfer.currency,
    transfer.from_stage AS stage,
    - transfer.amount_minor AS amount_minor
   FROM transfer
UNION ALL
 SELECT transfer.id AS transfer_id,
    transfer.at,
    transfer.debtor,
    transfer.creditor,
    transfer.currency,
    transfer.to_stage AS stage,
    transfer.amount_minor
   FROM transfer;
grant select on entry to centuple_runtime;

CREATE OR REPLACE FUNCTION add_click_uses(clicks bytea[], uses integer[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'centuple', 'pg_temp'
AS $function$
declare
    added bigint;
begin
    insert into click_use (click_id, orders)
    select new.click_id, new.orders from unnest(clicks, uses) as new (click_id, orders) order by new.click_id
    on conflict do nothing;
    get diagnostics added = row_count;
    if added < cardinality(clicks) then
        raise exception 'a click was used by another order meanwhile' using errcode = 'serialization_failure';
    end if;
end $function$
;
grant execute on function add_click_uses(clicks bytea[], uses integer[]) to centuple_runtime;

CREATE OR REPLACE FUNCTION click_day_ensure(day date)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'centuple', 'pg_temp'
AS $function$
declare
    name text := click_day_name(day);
begin
    if day is null or day < date '1970-01-01' or day >= date '2100-01-01' then
        raise exception 'no clicks are kept of the day %', day using errcode = 'check_violation';
    end if;
    if to_regclass('centuple.' || name) is not null then
        return;
    end if;
    -- Of two shippers that need the same new day the second waits here and then finds it.
    perform pg_advisory_xact_lock(7241004);
    -- Asked of the table itself: to_regclass would answer from what it remembers.
    if exists (
        select from pg_class where relname = name and relnamespace = 'centuple'::regnamespace
    ) then
        return;
    end if;
    -- Made apart and attached: so the other days stay open for reading and writing meanwhile.
    execute format('create table %I (like click including defaults including constraints)', name);
    execute format('alter table click attach partition %I for values from (%L) to (%L)',
        name, day::timestamp at time zone 'UTC', (day + 1)::timestamp at time zone 'UTC');
end
$function$
;
grant execute on function click_day_ensure(day date) to centuple_runtime;

CREATE OR REPLACE FUNCTION click_day_name(day date)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
RETURN ('click_'::text || to_char((day)::timestamp with time zone, 'YYYYMMDD'::text))
;
grant execute on function click_day_name(day date) to public;

CREATE OR REPLACE FUNCTION click_days_drop(before_day date, days_max integer)
 RETURNS TABLE(day date, outcome text)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'centuple', 'pg_temp'
 SET lock_timeout TO '2s'
AS $function$
declare
    name text;
    kept bigint;
    counted bigint;
    dropped integer := 0;
begin
    if before_day is null or before_day > current_date - 7 then
        raise exception 'the clicks of the last seven days are never dropped' using errcode = 'check_violation';
    end if;
    for name, day in
        select partition.relname, to_date(substr(partition.relname, 7), 'YYYYMMDD') as of_day
        from pg_inherits
        join pg_class partition on partition.oid = pg_inherits.inhrelid
        where pg_inherits.inhparent = 'click'::regclass and partition.relname ~ '^click_[0-9]{8}$'
            and to_date(substr(partition.relname, 7), 'YYYYMMDD') < before_day
        order by of_day
    loop
        exit when dropped >= days_max;
        -- The table first, as everybody who writes locks it first.
        lock table click in access exclusive mode;
        execute format('select count(*) from %I', name) into kept;
        select coalesce(sum(visits), 0) into counted from visits_daily where visits_daily.day = click_days_drop.day;
        if counted < kept then
            outcome := 'not_rolled_up';
        else
            execute format('drop table %I', name);
            outcome := 'dropped';
            dropped := dropped + 1;
        end if;
        return next;
    end loop;
end
$function$
;
grant execute on function click_days_drop(before_day date, days_max integer) to centuple_runtime;

CREATE OR REPLACE FUNCTION decision_day_ensure(day date)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'centuple', 'pg_temp'
AS $function$
declare
    name text := 'decision_' || to_char(day, 'YYYYMMDD');
begin
    if day is null or day < date '1970-01-01' or day >= date '2100-01-01' then
        raise exception 'no decisions are kept of the day %', day using errcode = 'check_violation';
    end if;
    if to_regclass('centuple.' || name) is not null then
        return;
    end if;
    -- Of two servers that need the same new day the second waits here and then finds it.
    perform pg_advisory_xact_lock(7241010);
    if exists (
        select from pg_class where relname = name and relnamespace = 'centuple'::regnamespace
    ) then
        return;
    end if;
    execute format('create table %I (like decision including defaults including constraints)', name);
    execute format('alter table decision attach partition %I for values from (%L) to (%L)',
        name, day::timestamp at time zone 'UTC', (day + 1)::timestamp at time zone 'UTC');
end
$function$
;
grant execute on function decision_day_ensure(day date) to centuple_runtime;

CREATE OR REPLACE FUNCTION decision_days_drop(before_day date, days_max integer)
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'centuple', 'pg_temp'
 SET lock_timeout TO '2s'
AS $function$
declare
    name text;
    dropped integer := 0;
begin
    if before_day is null or before_day > current_date - 7 then
        raise exception 'the decisions of the last seven days are never dropped' using errcode = 'check_violation';
    end if;
    for name in
        select partition.relname
        from pg_inherits
        join pg_class partition on partition.oid = pg_inherits.inhrelid
        where pg_inherits.inhparent = 'decision'::regclass and partition.relname ~ '^decision_[0-9]{8}$'
            and to_date(substr(partition.relname, 10), 'YYYYMMDD') < before_day
        order by partition.relname limit days_max
    loop
        execute format('drop table %I', name);
        dropped := dropped + 1;
    end loop;
    return dropped;
end
$function$
;
grant execute on function decision_days_drop(before_day date, days_max integer) to centuple_runtime;

CREATE OR REPLACE FUNCTION lock_balances(debtors integer[], creditors integer[], currencies text[], stages text[])
 RETURNS TABLE(place integer, amount_minor bigint)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'centuple', 'pg_temp'
AS $function$
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
end $function$
;
grant execute on function lock_balances(debtors integer[], creditors integer[], currencies text[], stages text[]) to centuple_runtime;

CREATE OR REPLACE FUNCTION lock_cap_meters(receivers integer[], givers integer[], currencies text[], months date[])
 RETURNS TABLE(place integer, booked_minor bigint)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'centuple', 'pg_temp'
AS $function$
begin
    insert into cap_meter (receiver, giver, currency, month, booked_minor)
    select wanted.receiver, wanted.giver, wanted.currency, wanted.month, 0
    from unnest(receivers, givers, currencies, months) as wanted (receiver, giver, currency, month)
    order by 1, 2, 3, 4
    on conflict do nothing;
    return query
    select wanted.place::integer, locked.booked_minor
    from (select * from unnest(receivers, givers, currencies::char(3)[], months) with ordinality
            as w (receiver, giver, currency, month, place) order by 1, 2, 3, 4) wanted
    cross join lateral (select m.booked_minor from cap_meter m
        where m.receiver = wanted.receiver and m.giver = wanted.giver and m.currency = wanted.currency
            and m.month = wanted.month for update) locked;
end $function$
;
grant execute on function lock_cap_meters(receivers integer[], givers integer[], currencies text[], months date[]) to centuple_runtime;

CREATE OR REPLACE FUNCTION lock_click_uses(clicks bytea[])
 RETURNS TABLE(place integer, orders integer)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'centuple', 'pg_temp'
AS $function$
begin
    return query
    select wanted.place::integer, locked.orders
    from (select * from unnest(clicks) with ordinality as w (click_id, place) order by w.click_id) wanted
    cross join lateral (select u.orders from click_use u where u.click_id = wanted.click_id for update) locked;
end $function$
;
grant execute on function lock_click_uses(clicks bytea[]) to centuple_runtime;

CREATE OR REPLACE FUNCTION lock_orders(new_ids uuid[], receivers integer[], refs text[])
 RETURNS TABLE(place integer, id uuid, is_new boolean, is_claimed boolean)
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'centuple', 'pg_temp'
AS $function$
begin
    insert into shop_order (id, receiver, reference)
    select wanted.id, wanted.receiver, wanted.reference
    from unnest(new_ids, receivers, refs) as wanted (id, receiver, reference)
    order by wanted.receiver, wanted.reference
    on conflict do nothing;
    return query
    select wanted.place::integer, locked.id, locked.id = wanted.id, exists (select from claim c
        where c.receiver = wanted.receiver and c.state in ('OPEN', 'BOOKED', 'STANDS'))
    from (select * from unnest(new_ids, receivers, refs) with ordinality as w (id, receiver, reference, place)
        order by w.receiver, w.reference) wanted
    cross join lateral (select o.id from shop_order o
        where o.receiver = wanted.receiver and o.reference = wanted.reference for update) locked;
end $function$
;
grant execute on function lock_orders(new_ids uuid[], receivers integer[], refs text[]) to centuple_runtime;

CREATE OR REPLACE FUNCTION lock_ripe_orders(ripe_at timestamp with time zone, orders_max integer)
 RETURNS SETOF uuid
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'centuple', 'pg_temp'
AS $function$
    select o.id
    from shop_order o
    where o.id in (select order_id from (
        select order_id, min(hold_until) as since from commission
        where state = 'PENDING' and hold_until <= ripe_at group by order_id order by since limit orders_max) ripe)
    for update skip locked
$function$
;
grant execute on function lock_ripe_orders(ripe_at timestamp with time zone, orders_max integer) to centuple_runtime;

CREATE OR REPLACE FUNCTION rebuild_balances()
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'centuple', 'pg_temp'
AS $function$
begin
    lock table transfer in share row exclusive mode;
    delete from balance;
    insert into balance (debtor, creditor, currency, stage, amount_minor)
    select debtor, creditor, currency, stage, sum(amount_minor)
    from entry group by debtor, creditor, currency, stage;
end $function$
;
grant execute on function rebuild_balances() to centuple_runtime;

CREATE OR REPLACE FUNCTION transfer_moves_balances()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'centuple', 'pg_temp'
AS $function$
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
end $function$
;

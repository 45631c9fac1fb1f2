-- What was signed with the secret of a connection and could not be taken is noted apart from what anybody can send.

alter table connection
    add signed_refused bigint not null default 0,
    add signed_refused_at timestamptz,
    add signed_refusal text not null default '' check (length(signed_refusal) <= 500);

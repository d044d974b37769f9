-- People. role: admin, steward, viewer. theme: system, light, dark.
create table account (
    name                text primary key,
    password_hash       text        not null, -- Argon2id in the PHC string format
    role                text        not null,
    disabled            boolean     not null default false,
    theme               text        not null default 'system',
    created_at          timestamptz not null,
    created_by          text        not null,
    last_sign_in_at     timestamptz
);

-- A person's sign-in. The cookie holds the secret, the row only its hash.
create table account_session (
    hash         bytea primary key,
    account      text        not null references account on delete cascade,
    created_at   timestamptz not null,
    last_seen_at timestamptz not null
);
create index account_session_account on account_session (account);

-- What systems call with. kind: admin, source, subscriber. Revoked and expired tokens stay, as a record of who could do what.
create table token (
    id           uuid primary key,
    kind         text        not null,
    source       text,                 -- of kind source
    subscription uuid,                 -- of kind subscriber
    name         text        not null,
    hash         bytea       not null unique,
    prefix       text        not null,
    created_at   timestamptz not null,
    created_by   text        not null,
    expires_at   timestamptz,
    last_used_at timestamptz,
    revoked_at   timestamptz,
    revoked_by   text
);

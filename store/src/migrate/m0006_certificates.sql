-- Service certificates: what was asked for, what was issued and with which key, what was revoked.

CREATE TABLE certificate_request (
    id           {id},
    volunteer_id bigint NOT NULL REFERENCES volunteer (id),
    from_day     bigint NOT NULL,
    to_day       bigint NOT NULL,
    purpose      text   NOT NULL,
    state        text   NOT NULL,
    asked_at     bigint NOT NULL,
    settled_at   bigint,
    settled_by   bigint REFERENCES account (id),
    reason       text   NOT NULL,
    CHECK (from_day <= to_day),
    CHECK ((state = 'asked') = (settled_at IS NULL))
);
CREATE INDEX certificate_request_volunteer ON certificate_request (volunteer_id, id);
CREATE INDEX certificate_request_state ON certificate_request (state, id);

CREATE TABLE certificate_key (
    id         text   NOT NULL PRIMARY KEY,
    public_key {blob} NOT NULL,
    since      bigint NOT NULL
);
{append_only:certificate_key}

CREATE TABLE certificate (
    id            {id},
    no            text   NOT NULL UNIQUE,
    request_id    bigint NOT NULL UNIQUE REFERENCES certificate_request (id),
    volunteer_id  bigint NOT NULL REFERENCES volunteer (id),
    org_id        bigint NOT NULL REFERENCES org (id),
    handler_id    bigint NOT NULL REFERENCES account (id),
    from_day      bigint NOT NULL,
    to_day        bigint NOT NULL,
    minutes       bigint NOT NULL CHECK (minutes > 0),
    -- Up to which line of the hours ledger it counts.
    last_entry_id bigint NOT NULL REFERENCES hours_entry (id),
    issued_at     bigint NOT NULL,
    key_id        text   NOT NULL REFERENCES certificate_key (id),
    snapshot      text   NOT NULL,
    signature     {blob} NOT NULL,
    name          {blob} NOT NULL
);
CREATE INDEX certificate_volunteer ON certificate (volunteer_id, id);
{append_only:certificate}

CREATE TABLE certificate_revocation (
    certificate_id bigint NOT NULL PRIMARY KEY REFERENCES certificate (id),
    reason         text   NOT NULL,
    account_id     bigint NOT NULL REFERENCES account (id),
    at             bigint NOT NULL
);
{append_only:certificate_revocation}

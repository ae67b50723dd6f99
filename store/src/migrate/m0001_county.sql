-- The books of a county. `{id}`, `{blob}` and `{append_only:TABLE}` differ between SQLite and PostgreSQL; the rest is common.
-- Times are UTC milliseconds; personal data is AES-256-GCM in {blob} columns, looked up by a keyed hash beside it.

-- orgs ------------------------------------------------------------------------------------------------------------

CREATE TABLE org (
    id        {id},
    code      text   NOT NULL UNIQUE,
    path      text   NOT NULL UNIQUE,
    tier      text   NOT NULL CHECK (tier IN ('centre', 'institute', 'station')),
    parent_id bigint REFERENCES org (id),
    name      text   NOT NULL,
    place     text   NOT NULL,
    phone     text   NOT NULL
);

-- account ---------------------------------------------------------------------------------------------------------

CREATE TABLE account (
    id         {id},
    phone_hash {blob} NOT NULL UNIQUE,
    phone      {blob} NOT NULL,
    name       {blob},
    masked     text   NOT NULL,
    locale     text   NOT NULL,
    created_at bigint NOT NULL
);

CREATE TABLE login_code (
    id         {id},
    phone_hash {blob} NOT NULL,
    code_hash  {blob} NOT NULL,
    sent_at    bigint NOT NULL,
    tries      integer NOT NULL,
    used       boolean NOT NULL
);
CREATE INDEX login_code_phone ON login_code (phone_hash, sent_at);

CREATE TABLE session (
    id         {id},
    token_hash {blob} NOT NULL UNIQUE,
    account_id bigint NOT NULL REFERENCES account (id),
    label      text   NOT NULL,
    created_at bigint NOT NULL,
    seen_at    bigint NOT NULL,
    ended_at   bigint
);
CREATE INDEX session_account ON session (account_id) WHERE ended_at IS NULL;

CREATE TABLE role_grant (
    id         {id},
    account_id bigint NOT NULL REFERENCES account (id),
    role       text   NOT NULL,
    org_id     bigint NOT NULL REFERENCES org (id),
    granted_at bigint NOT NULL,
    ended_at   bigint
);
CREATE UNIQUE INDEX role_grant_once ON role_grant (account_id, role, org_id) WHERE ended_at IS NULL;
CREATE INDEX role_grant_org ON role_grant (org_id) WHERE ended_at IS NULL;

CREATE TABLE volunteer (
    id            {id},
    no            text    NOT NULL UNIQUE,
    account_id    bigint  NOT NULL UNIQUE REFERENCES account (id),
    birth_month   text    NOT NULL,
    sex           text    NOT NULL,
    village_id    bigint  NOT NULL REFERENCES org (id),
    skills        text    NOT NULL,
    free_times    text    NOT NULL,
    emergency     {blob}  NOT NULL,
    guardian      {blob},
    agreement     text    NOT NULL,
    registered_at bigint  NOT NULL,
    minutes       bigint  NOT NULL CHECK (minutes >= 0)
);

CREATE TABLE consent (
    id         {id},
    account_id bigint  NOT NULL REFERENCES account (id),
    purpose    text    NOT NULL,
    version    text    NOT NULL,
    given      boolean NOT NULL,
    at         bigint  NOT NULL
);
CREATE INDEX consent_account ON consent (account_id);
{append_only:consent}

-- teams -----------------------------------------------------------------------------------------------------------

CREATE TABLE team (
    id         {id},
    org_id     bigint NOT NULL REFERENCES org (id),
    name       text   NOT NULL,
    leader_id  bigint NOT NULL REFERENCES volunteer (id),
    skills     text   NOT NULL,
    founded_at bigint NOT NULL,
    UNIQUE (org_id, name)
);
CREATE INDEX team_leader ON team (leader_id);

CREATE TABLE team_member (
    team_id      bigint NOT NULL REFERENCES team (id),
    volunteer_id bigint NOT NULL REFERENCES volunteer (id),
    joined_at    bigint NOT NULL,
    PRIMARY KEY (team_id, volunteer_id)
);
CREATE INDEX team_member_volunteer ON team_member (volunteer_id);

-- catalog ---------------------------------------------------------------------------------------------------------

CREATE TABLE category (
    id       {id},
    name_zh  text NOT NULL UNIQUE,
    name_en  text NOT NULL,
    icon     text NOT NULL,
    position integer NOT NULL
);

CREATE TABLE item (
    id            {id},
    category_id   bigint  NOT NULL REFERENCES category (id),
    title         text    NOT NULL,
    summary       text    NOT NULL,
    audience      text    NOT NULL,
    minutes       bigint  NOT NULL,
    area_id       bigint  NOT NULL REFERENCES org (id),
    skills        text    NOT NULL,
    volunteers    bigint  NOT NULL,
    notice_hours  bigint  NOT NULL,
    risk          text    NOT NULL,
    open          boolean NOT NULL,
    ratings       bigint  NOT NULL,
    stars         bigint  NOT NULL,
    updated_at    bigint  NOT NULL
);
CREATE INDEX item_category ON item (category_id);

CREATE TABLE item_team (
    item_id bigint NOT NULL REFERENCES item (id),
    team_id bigint NOT NULL REFERENCES team (id),
    PRIMARY KEY (item_id, team_id)
);

-- orders ----------------------------------------------------------------------------------------------------------

CREATE TABLE orders (
    id             {id},
    no             text    NOT NULL UNIQUE,
    link_key       text    NOT NULL UNIQUE,
    item_id        bigint  NOT NULL REFERENCES item (id),
    title          text    NOT NULL,
    requester_id   bigint  NOT NULL REFERENCES account (id),
    village_id     bigint  NOT NULL REFERENCES org (id),
    path           text    NOT NULL,
    contact        {blob}  NOT NULL,
    who            text    NOT NULL,
    consent        text,
    windows        text    NOT NULL,
    state          text    NOT NULL,
    placed_at      bigint  NOT NULL,
    team_id        bigint  REFERENCES team (id),
    org_id         bigint  REFERENCES org (id),
    deadline       bigint,
    scheduled_from bigint,
    scheduled_to   bigint,
    delivered_at   bigint,
    report         text    NOT NULL,
    reopened       boolean NOT NULL,
    CHECK (team_id IS NULL OR org_id IS NULL)
);
CREATE INDEX orders_queue ON orders (state, path, id);
CREATE INDEX orders_state ON orders (state, id);
CREATE INDEX orders_requester ON orders (requester_id, id);
CREATE INDEX orders_team ON orders (team_id, state, id) WHERE team_id IS NOT NULL;
CREATE INDEX orders_org ON orders (org_id, state, id) WHERE org_id IS NOT NULL;
CREATE INDEX orders_deadline ON orders (deadline) WHERE state = 'offered';
CREATE INDEX orders_unrated ON orders (delivered_at) WHERE state = 'delivered';

CREATE TABLE order_event (
    id         {id},
    order_id   bigint NOT NULL REFERENCES orders (id),
    at         bigint NOT NULL,
    action     text   NOT NULL,
    from_state text,
    to_state   text   NOT NULL,
    standing   text   NOT NULL,
    account_id bigint REFERENCES account (id),
    team_id    bigint REFERENCES team (id),
    org_id     bigint REFERENCES org (id),
    reason     text   NOT NULL
);
CREATE INDEX order_event_order ON order_event (order_id, id);
{append_only:order_event}

CREATE TABLE offer (
    id          {id},
    order_id    bigint NOT NULL REFERENCES orders (id),
    team_id     bigint REFERENCES team (id),
    org_id      bigint REFERENCES org (id),
    made_at     bigint NOT NULL,
    deadline    bigint NOT NULL,
    answered_at bigint,
    answer      text,
    CHECK ((team_id IS NULL) <> (org_id IS NULL)),
    CHECK ((answered_at IS NULL) = (answer IS NULL))
);
CREATE UNIQUE INDEX offer_open ON offer (order_id) WHERE answered_at IS NULL;

CREATE TABLE assignment (
    order_id     bigint NOT NULL REFERENCES orders (id),
    volunteer_id bigint NOT NULL REFERENCES volunteer (id),
    assigned_at  bigint NOT NULL,
    PRIMARY KEY (order_id, volunteer_id)
);
CREATE INDEX assignment_volunteer ON assignment (volunteer_id, order_id);

CREATE TABLE rating (
    id         {id},
    order_id   bigint  NOT NULL REFERENCES orders (id),
    item_id    bigint  NOT NULL REFERENCES item (id),
    round      integer NOT NULL,
    stars      bigint  NOT NULL CHECK (stars BETWEEN 1 AND 5),
    tags       text    NOT NULL,
    words      text    NOT NULL,
    at         bigint  NOT NULL,
    UNIQUE (order_id, round)
);
CREATE INDEX rating_item ON rating (item_id, id);

-- hours -----------------------------------------------------------------------------------------------------------

CREATE TABLE attendance (
    id             {id},
    order_id       bigint NOT NULL REFERENCES orders (id),
    volunteer_id   bigint NOT NULL REFERENCES volunteer (id),
    path           text   NOT NULL,
    state          text   NOT NULL,
    checked_in_at  bigint NOT NULL,
    checked_out_at bigint,
    minutes        bigint NOT NULL CHECK (minutes >= 0),
    notice_until   bigint,
    review_reason  text,
    objection      text   NOT NULL
);
CREATE UNIQUE INDEX attendance_open ON attendance (order_id, volunteer_id) WHERE checked_out_at IS NULL;
CREATE INDEX attendance_order ON attendance (order_id, volunteer_id);
CREATE INDEX attendance_volunteer ON attendance (volunteer_id, checked_in_at);
CREATE INDEX attendance_notice ON attendance (notice_until, id) WHERE state = 'noticed';
CREATE INDEX attendance_review ON attendance (path, id) WHERE state IN ('in_review', 'objected');

CREATE TABLE hours_entry (
    id            {id},
    volunteer_id  bigint NOT NULL REFERENCES volunteer (id),
    attendance_id bigint NOT NULL UNIQUE REFERENCES attendance (id),
    minutes       bigint NOT NULL,
    served_on     bigint NOT NULL,
    posted_at     bigint NOT NULL
);
CREATE INDEX hours_entry_volunteer ON hours_entry (volunteer_id, served_on);
{append_only:hours_entry}

-- points ----------------------------------------------------------------------------------------------------------

CREATE TABLE points_account (
    id           {id},
    owner        text   NOT NULL,
    volunteer_id bigint UNIQUE REFERENCES volunteer (id),
    balance      bigint NOT NULL,
    CHECK (balance >= 0 OR owner = 'issuer'),
    CHECK ((owner = 'volunteer') = (volunteer_id IS NOT NULL))
);

CREATE TABLE points_transfer (
    id        {id},
    award     text   NOT NULL UNIQUE,
    debit_id  bigint NOT NULL REFERENCES points_account (id),
    credit_id bigint NOT NULL REFERENCES points_account (id),
    amount    bigint NOT NULL CHECK (amount > 0),
    rule      text   NOT NULL,
    attendance_id bigint REFERENCES attendance (id),
    at        bigint NOT NULL,
    CHECK (debit_id <> credit_id)
);
CREATE INDEX points_transfer_credit ON points_transfer (credit_id, id);
CREATE INDEX points_transfer_debit ON points_transfer (debit_id, id);
{append_only:points_transfer}

-- notify ----------------------------------------------------------------------------------------------------------

CREATE TABLE outbox (
    id        {id},
    payload   {blob},
    queued_at bigint  NOT NULL,
    state     text    NOT NULL,
    tries     integer NOT NULL,
    next_at   bigint  NOT NULL,
    sent_at   bigint,
    fault     text    NOT NULL
);
CREATE INDEX outbox_due ON outbox (next_at, id) WHERE state IN ('queued', 'sending');

CREATE TABLE inbox (
    id         {id},
    account_id bigint REFERENCES account (id),
    org_id     bigint REFERENCES org (id),
    at         bigint NOT NULL,
    notice     text   NOT NULL,
    read_at    bigint,
    CHECK ((account_id IS NULL) <> (org_id IS NULL))
);
CREATE INDEX inbox_account ON inbox (account_id, id) WHERE account_id IS NOT NULL;
CREATE INDEX inbox_account_unread ON inbox (account_id) WHERE account_id IS NOT NULL AND read_at IS NULL;
CREATE INDEX inbox_org ON inbox (org_id, id) WHERE org_id IS NOT NULL;
CREATE INDEX inbox_org_unread ON inbox (org_id) WHERE org_id IS NOT NULL AND read_at IS NULL;

-- the books about the books ---------------------------------------------------------------------------------------

CREATE TABLE audit (
    id         {id},
    at         bigint NOT NULL,
    account_id bigint,
    action     text   NOT NULL,
    subject    text   NOT NULL,
    request_id text   NOT NULL
);
CREATE INDEX audit_subject ON audit (subject, id);
{append_only:audit}

CREATE TABLE replay (
    account_id bigint NOT NULL,
    form       text   NOT NULL,
    answer     text   NOT NULL,
    at         bigint NOT NULL,
    PRIMARY KEY (account_id, form)
);
CREATE INDEX replay_at ON replay (at);

-- The points shop: rewards, shops, stock that only moves by lines of its own ledger, redemptions.

CREATE TABLE reward (
    id         {id},
    title      text    NOT NULL,
    summary    text    NOT NULL,
    price      bigint  NOT NULL CHECK (price > 0),
    sponsor    text    NOT NULL,
    per_person bigint  NOT NULL CHECK (per_person > 0),
    per_days   bigint  NOT NULL CHECK (per_days > 0),
    open       boolean NOT NULL,
    updated_at bigint  NOT NULL
);
CREATE INDEX reward_open ON reward (open, price, id);

CREATE TABLE shop (
    id     {id},
    org_id bigint NOT NULL REFERENCES org (id),
    name   text   NOT NULL,
    place  text   NOT NULL
);
CREATE INDEX shop_org ON shop (org_id);

CREATE TABLE stock (
    shop_id   bigint NOT NULL REFERENCES shop (id),
    reward_id bigint NOT NULL REFERENCES reward (id),
    units     bigint NOT NULL CHECK (units >= 0),
    low       bigint NOT NULL CHECK (low >= 0),
    PRIMARY KEY (shop_id, reward_id)
);
CREATE INDEX stock_reward ON stock (reward_id);

CREATE TABLE stock_line (
    id         {id},
    shop_id    bigint NOT NULL REFERENCES shop (id),
    reward_id  bigint NOT NULL REFERENCES reward (id),
    change     bigint NOT NULL CHECK (change <> 0),
    why        text   NOT NULL,
    account_id bigint REFERENCES account (id),
    at         bigint NOT NULL
);
CREATE INDEX stock_line_stock ON stock_line (shop_id, reward_id);
{append_only:stock_line}

CREATE TABLE redemption (
    id           {id},
    code         text   NOT NULL UNIQUE,
    volunteer_id bigint NOT NULL REFERENCES volunteer (id),
    shop_id      bigint NOT NULL REFERENCES shop (id),
    reward_id    bigint NOT NULL REFERENCES reward (id),
    points       bigint NOT NULL CHECK (points > 0),
    state        text   NOT NULL,
    at           bigint NOT NULL,
    until_at     bigint NOT NULL,
    settled_at   bigint,
    settled_by   bigint REFERENCES account (id),
    CHECK ((state = 'held') = (settled_at IS NULL))
);
CREATE INDEX redemption_volunteer ON redemption (volunteer_id, id);
CREATE INDEX redemption_due ON redemption (until_at, id) WHERE state = 'held';
CREATE INDEX redemption_shop ON redemption (shop_id, settled_at) WHERE state = 'picked_up';
CREATE INDEX redemption_held ON redemption (shop_id, reward_id) WHERE state = 'held';

INSERT INTO points_account (id, owner, balance) VALUES (2, 'held', 0);

-- 账本公开: the chain over all transfers of points, closed day by day.

CREATE TABLE ledger_line (
    transfer_id bigint PRIMARY KEY REFERENCES points_transfer (id),
    receipt     text   NOT NULL UNIQUE,
    hash        {blob} NOT NULL
);
{append_only:ledger_line}

CREATE TABLE ledger_day (
    day       bigint PRIMARY KEY,
    transfers bigint NOT NULL,
    issued    bigint NOT NULL,
    returned  bigint NOT NULL,
    root      {blob} NOT NULL,
    closed_at bigint NOT NULL
);
{append_only:ledger_day}

-- How points are earned, in lines that are only ever added; who brought whom; grants that two decide on; expiry.

CREATE TABLE earning_rule (
    id          {id},
    earns       text   NOT NULL,
    points      bigint NOT NULL CHECK (points >= 0),
    category_id bigint REFERENCES category (id),
    title       text   NOT NULL,
    from_at     bigint NOT NULL,
    until_at    bigint,
    entered_by  bigint REFERENCES account (id),
    entered_at  bigint NOT NULL,
    CHECK (until_at > from_at)
);
{append_only:earning_rule}

-- What a county begins with; `domain::points::Earning::beginning` has the same.
INSERT INTO earning_rule (earns, points, title, from_at, entered_at) VALUES
    ('hour', 10, '', 0, 0),
    ('leader_hour', 0, '', 0, 0),
    ('five_stars', 5, '', 0, 0),
    ('referral', 10, '', 0, 0),
    ('day_cap', 80, '', 0, 0),
    ('month_cap', 1200, '', 0, 0);

ALTER TABLE points_transfer ADD COLUMN rule_id bigint REFERENCES earning_rule (id);
ALTER TABLE points_transfer ADD COLUMN words text NOT NULL DEFAULT '';
CREATE INDEX points_transfer_attendance ON points_transfer (attendance_id);
CREATE INDEX points_transfer_at ON points_transfer (at);

-- When somebody last heard that points of theirs expire.
ALTER TABLE points_account ADD COLUMN warned_at bigint;

ALTER TABLE volunteer ADD COLUMN brought_by bigint REFERENCES volunteer (id);

CREATE TABLE points_request (
    id           {id},
    volunteer_id bigint NOT NULL REFERENCES volunteer (id),
    amount       bigint NOT NULL CHECK (amount <> 0),
    words        text   NOT NULL,
    asked_by     bigint NOT NULL REFERENCES account (id),
    asked_at     bigint NOT NULL,
    decided_by   bigint REFERENCES account (id),
    decided_at   bigint,
    verdict      text,
    CHECK (decided_by <> asked_by),
    CHECK ((decided_by IS NULL) = (decided_at IS NULL) AND (decided_at IS NULL) = (verdict IS NULL))
);
CREATE INDEX points_request_open ON points_request (id) WHERE verdict IS NULL;

-- How far the clock has come with what it does by itself.
CREATE TABLE clock_mark (
    name text PRIMARY KEY,
    at   bigint NOT NULL
);

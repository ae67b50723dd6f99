-- A ranking is made in slices, under a version that is shown once it is whole; its key is when it was begun. The table of m0010
-- holds one ranking at a time: programs of the release before still write it, and the next release drops it.

CREATE TABLE ranking_version (
    begun_at bigint PRIMARY KEY,
    until    bigint NOT NULL,
    whole_at bigint
);

CREATE TABLE ranking_line (
    version_at bigint NOT NULL REFERENCES ranking_version (begun_at),
    subjects   text   NOT NULL,
    days       bigint NOT NULL,
    position   bigint NOT NULL,
    rank       bigint,
    subject_id bigint NOT NULL,
    minutes    bigint NOT NULL,
    heads      bigint NOT NULL,
    PRIMARY KEY (version_at, subjects, days, position)
);

INSERT INTO ranking_version (begun_at, until, whole_at) SELECT at, at, at FROM clock_mark WHERE name = 'ranked' AND at > 0;
INSERT INTO ranking_line (version_at, subjects, days, position, rank, subject_id, minutes, heads)
    SELECT v.begun_at, r.subjects, r.days, r.position, r.rank, r.subject_id, r.minutes, r.heads FROM ranking_version AS v CROSS JOIN ranking AS r;

-- What waits for the desk, the oldest first: PostgreSQL went through all orders in the order of their ids to find the few.

CREATE INDEX orders_waiting ON orders (id) WHERE state IN ('submitted', 'dispatchable');

-- What the clock looks for every few seconds. With the state in front SQLite takes them; it preferred the index of all states to
-- the ones before, and read whatever was offered or not yet rated.

DROP INDEX orders_deadline;
DROP INDEX orders_unrated;
CREATE INDEX orders_lapsing ON orders (state, deadline) WHERE state = 'offered';
CREATE INDEX orders_closing ON orders (state, delivered_at) WHERE state = 'delivered';

-- 排行榜: made once a day from the hours ledger; and under which name somebody wants to be in it, if at all.

ALTER TABLE volunteer ADD COLUMN ranked_as text;
UPDATE volunteer SET ranked_as = '' WHERE
    (SELECT c.given FROM consent AS c WHERE c.account_id = volunteer.account_id AND c.purpose = 'ranking' ORDER BY c.id DESC LIMIT 1);

CREATE TABLE ranking (
    subjects   text   NOT NULL,
    days       bigint NOT NULL,
    position   bigint NOT NULL,
    rank       bigint,
    subject_id bigint NOT NULL,
    minutes    bigint NOT NULL,
    heads      bigint NOT NULL,
    PRIMARY KEY (subjects, days, position)
);

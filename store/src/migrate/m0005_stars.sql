-- Stars: what each takes and who may award it, in lines that are only ever added; applications and what happened to them.

CREATE TABLE star_rule (
    id         {id},
    star       bigint NOT NULL CHECK (star BETWEEN 1 AND 5),
    minutes    bigint NOT NULL CHECK (minutes > 0),
    body       text   NOT NULL CHECK (body IN ('county', 'city', 'province')),
    from_at    bigint NOT NULL,
    entered_by bigint REFERENCES account (id),
    entered_at bigint NOT NULL
);
{append_only:star_rule}

-- What a county begins with; `domain::stars::BEGINNING` has the same.
INSERT INTO star_rule (star, minutes, body, from_at, entered_at) VALUES
    (1, 6000, 'county', 0, 0),
    (2, 18000, 'county', 0, 0),
    (3, 36000, 'city', 0, 0),
    (4, 60000, 'city', 0, 0),
    (5, 90000, 'province', 0, 0);

CREATE TABLE star_application (
    id           {id},
    volunteer_id bigint NOT NULL REFERENCES volunteer (id),
    path         text   NOT NULL,
    star         bigint NOT NULL CHECK (star BETWEEN 1 AND 5),
    rule_id      bigint NOT NULL REFERENCES star_rule (id),
    minutes      bigint NOT NULL,
    state        text   NOT NULL,
    asked_by     bigint NOT NULL REFERENCES account (id),
    asked_at     bigint NOT NULL,
    reviewed_by  bigint REFERENCES account (id),
    notice_until bigint,
    awarded_by   text,
    awarded_on   bigint,
    document     text,
    CHECK ((state = 'awarded') = (awarded_by IS NOT NULL)),
    CHECK ((awarded_by IS NULL) = (awarded_on IS NULL))
);
CREATE UNIQUE INDEX star_application_open ON star_application (volunteer_id) WHERE state IN ('applied', 'noticed', 'objected');
CREATE UNIQUE INDEX star_application_awarded ON star_application (volunteer_id, star) WHERE state = 'awarded';
CREATE INDEX star_application_volunteer ON star_application (volunteer_id, id);
CREATE INDEX star_application_path ON star_application (path, id);
CREATE INDEX star_application_noticed ON star_application (notice_until, id) WHERE state = 'noticed';

CREATE TABLE star_event (
    id             {id},
    application_id bigint NOT NULL REFERENCES star_application (id),
    at             bigint NOT NULL,
    action         text   NOT NULL,
    to_state       text   NOT NULL,
    account_id     bigint REFERENCES account (id),
    words          text   NOT NULL
);
CREATE INDEX star_event_application ON star_event (application_id, id);
{append_only:star_event}

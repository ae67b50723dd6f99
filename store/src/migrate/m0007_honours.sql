-- Honours: campaigns, nominations with the figures they were made by, and what happened to them.

CREATE TABLE honour_campaign (
    id             {id},
    title          text   NOT NULL,
    about          text   NOT NULL,
    kind           text   NOT NULL CHECK (kind IN ('volunteer', 'team', 'project', 'station')),
    from_at        bigint NOT NULL,
    to_at          bigint NOT NULL,
    until_at       bigint NOT NULL,
    places         bigint NOT NULL CHECK (places > 0),
    least_minutes  bigint NOT NULL,
    least_orders   bigint NOT NULL,
    least_approval bigint NOT NULL,
    opened_by      bigint REFERENCES account (id),
    opened_at      bigint NOT NULL,
    CHECK (to_at > from_at)
);

-- `subject_id` is a volunteer, a team, a service or a station, as the campaign says; `account_id` hears of it.
CREATE TABLE honour_nomination (
    id           {id},
    campaign_id  bigint NOT NULL REFERENCES honour_campaign (id),
    subject_id   bigint NOT NULL,
    path         text   NOT NULL,
    account_id   bigint REFERENCES account (id),
    name         text   NOT NULL,
    reason       text   NOT NULL,
    minutes      bigint NOT NULL,
    orders       bigint NOT NULL,
    ratings      bigint NOT NULL,
    good         bigint NOT NULL,
    publish      text   NOT NULL,
    state        text   NOT NULL,
    nominated_by bigint NOT NULL REFERENCES account (id),
    nominated_at bigint NOT NULL,
    reviewed_by  bigint REFERENCES account (id),
    notice_until bigint,
    awarded_at   bigint,
    CHECK ((state = 'awarded') = (awarded_at IS NOT NULL))
);
CREATE UNIQUE INDEX honour_nomination_once ON honour_nomination (campaign_id, subject_id) WHERE state <> 'returned';
CREATE INDEX honour_nomination_path ON honour_nomination (path, id);
CREATE INDEX honour_nomination_account ON honour_nomination (account_id, id);
CREATE INDEX honour_nomination_awarded ON honour_nomination (awarded_at, id) WHERE state = 'awarded';
CREATE INDEX honour_nomination_noticed ON honour_nomination (notice_until, id) WHERE state = 'noticed';

CREATE TABLE honour_event (
    id            {id},
    nomination_id bigint NOT NULL REFERENCES honour_nomination (id),
    at            bigint NOT NULL,
    action        text   NOT NULL,
    to_state      text   NOT NULL,
    account_id    bigint REFERENCES account (id),
    words         text   NOT NULL
);
CREATE INDEX honour_event_nomination ON honour_event (nomination_id, id);
{append_only:honour_event}

-- Who asked for a login code: a browser, by a secret in its cookie. Wrong tries of others count apart, so nobody keeps anybody
-- from signing in; and a browser that has signed in to a phone before asks for codes on its own account.

ALTER TABLE login_code ADD COLUMN asker_hash {blob};
ALTER TABLE login_code ADD COLUMN foreign_tries integer NOT NULL DEFAULT 0;
ALTER TABLE login_code ADD COLUMN session_id bigint;

CREATE TABLE known_asker (
    phone_hash {blob} NOT NULL,
    asker_hash {blob} NOT NULL,
    since      bigint NOT NULL,
    PRIMARY KEY (phone_hash, asker_hash)
);

-- Who led a team, and from when on. Whoever was named and does not want to leads nobody, until another is named.

CREATE TABLE team_lead (
    id           {id},
    team_id      bigint NOT NULL REFERENCES team (id),
    volunteer_id bigint NOT NULL REFERENCES volunteer (id),
    from_at      bigint NOT NULL,
    named_by     bigint REFERENCES account (id)
);
CREATE INDEX team_lead_team ON team_lead (team_id, volunteer_id, from_at);
{append_only:team_lead}

INSERT INTO team_lead (team_id, volunteer_id, from_at) SELECT id, leader_id, founded_at FROM team;

ALTER TABLE team ADD COLUMN stepped_down_at bigint;

-- What people say about an order, and what they are told, may speak of where they live: it is sealed like their contact.

ALTER TABLE order_event ADD COLUMN sealed_reason {blob};
ALTER TABLE inbox ADD COLUMN sealed {blob};

-- An end of service that was not noted when it came: by whoever leads, with a reason, or by the clock, without.

ALTER TABLE attendance ADD COLUMN end_set_at bigint;
ALTER TABLE attendance ADD COLUMN end_reason text NOT NULL DEFAULT '';
CREATE INDEX attendance_serving ON attendance (checked_in_at) WHERE checked_out_at IS NULL;

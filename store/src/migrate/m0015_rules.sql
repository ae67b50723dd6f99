-- What the county decides in numbers: lines that are only ever added. Where no line has begun, `domain::rules::Number` knows
-- what is usual.

CREATE TABLE county_rule (
    id         {id},
    number     text   NOT NULL,
    value      bigint NOT NULL CHECK (value >= 0),
    from_at    bigint NOT NULL,
    reason     text   NOT NULL,
    entered_by bigint REFERENCES account (id),
    entered_at bigint NOT NULL,
    -- Nobody touches the past, nor the day that is under way.
    CHECK (entered_by IS NULL OR from_at > entered_at)
);
{append_only:county_rule}

-- Words of a rating: whether everybody reads them, and what the desk has decided on them.
--
-- Ratings of earlier versions stay as everybody has read them; an old program that is still running shows what this one hides.

ALTER TABLE rating ADD COLUMN words_state text NOT NULL DEFAULT 'shown';
CREATE INDEX rating_waits ON rating (id) WHERE words_state = 'waits';

CREATE TABLE rating_event (
    id         {id},
    rating_id  bigint NOT NULL REFERENCES rating (id),
    at         bigint NOT NULL,
    action     text   NOT NULL,
    to_state   text   NOT NULL,
    standing   text   NOT NULL,
    account_id bigint NOT NULL REFERENCES account (id),
    reason     {blob} NOT NULL
);
CREATE INDEX rating_event_rating ON rating_event (rating_id, id);
{append_only:rating_event}

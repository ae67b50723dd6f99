-- Pictures of reports and nominations show people and their homes: their files are for whoever may see the page, not for whoever
-- has the address. What the shop shows stays open to everybody.

ALTER TABLE picture_use ADD COLUMN open smallint NOT NULL DEFAULT 0;
UPDATE picture_use SET open = 1 WHERE subject LIKE 'reward:%';

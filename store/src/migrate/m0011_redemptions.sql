-- What a redemption was of, and who gave it: as they were when it was redeemed, whatever becomes of the reward.

ALTER TABLE redemption ADD COLUMN title text NOT NULL DEFAULT '';
ALTER TABLE redemption ADD COLUMN sponsor text NOT NULL DEFAULT '';
UPDATE redemption SET
    title = (SELECT r.title FROM reward AS r WHERE r.id = redemption.reward_id),
    sponsor = (SELECT r.sponsor FROM reward AS r WHERE r.id = redemption.reward_id);

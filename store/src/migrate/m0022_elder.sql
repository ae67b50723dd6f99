-- Whether somebody reads pages in elder mode; a device may be told otherwise.

ALTER TABLE account ADD COLUMN elder boolean NOT NULL DEFAULT false;

-- A closed day's root has the day's date and figures in it, so that no two days have one root. Days that are closed keep theirs.

ALTER TABLE ledger_day ADD COLUMN dated smallint NOT NULL DEFAULT 0;

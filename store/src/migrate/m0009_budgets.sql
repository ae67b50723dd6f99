-- What a shop may hand out in a month, in points; nothing where nobody has set it.

ALTER TABLE shop ADD COLUMN month_budget bigint CHECK (month_budget > 0);

-- Where a rating belongs, as its order says it: the desk of a village reads its own, not all of the county's to find them.
--
-- What an old program writes meanwhile has no place, and stands at no desk; `diandan check` names it.

ALTER TABLE rating ADD COLUMN path text NOT NULL DEFAULT '';
UPDATE rating SET path = (SELECT path FROM orders WHERE orders.id = rating.order_id);
CREATE INDEX rating_said ON rating (path, id) WHERE words <> '';

-- One's own record, the newest first.
CREATE INDEX attendance_of ON attendance (volunteer_id, id);

-- An order keeps the category that its service was in when it was ordered: what it earns does not change with the menu.

ALTER TABLE orders ADD COLUMN category_id bigint NOT NULL DEFAULT 0;
UPDATE orders SET category_id = (SELECT i.category_id FROM item AS i WHERE i.id = orders.item_id);

-- How often somebody has objected of late.
CREATE INDEX audit_objections ON audit (account_id, at) WHERE action = 'object';

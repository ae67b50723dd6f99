-- What a service has earned: an honour of a project asks for its orders, whoever performed them.

CREATE INDEX orders_item ON orders (item_id, id);

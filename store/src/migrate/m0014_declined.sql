-- Why a team declined, from a short list; whoever looks for another team reads it.
ALTER TABLE order_event ADD COLUMN because text;

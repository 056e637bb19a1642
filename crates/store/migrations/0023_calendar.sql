-- The calendar asks for the sends of a month: what is out by the time at which it went out, everything else by the time
-- that a person planned.

CREATE INDEX publication_out ON publication (tenant_id, state, published_at);
CREATE INDEX publication_planned ON publication (tenant_id, planned_at);

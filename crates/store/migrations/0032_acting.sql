-- For whom a step was given by somebody who acts for them (代決): the appointment of the holder who was away. They look at it
-- afterwards (後閲), so it is found by them.
ALTER TABLE post_step ADD COLUMN acting_for TEXT;

CREATE INDEX post_step_acting ON post_step (tenant_id, acting_for) WHERE acting_for IS NOT NULL;

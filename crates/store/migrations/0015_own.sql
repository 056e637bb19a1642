-- Lists of a body that has used the program for years: what is one's own is found by the person, and the newest send of a
-- post to an account without reading the sends of the whole account.
CREATE INDEX post_revision_person ON post_revision (tenant_id, person_id, post_id);
CREATE INDEX post_step_person ON post_step (tenant_id, person_id, post_id);
CREATE INDEX record_person ON record (tenant_id, person_id, subject_kind, subject_id);
CREATE INDEX publication_newest ON publication (tenant_id, post_id, account_id, scheduled_at, state);
-- When something was last sent to an account: asked with every question about it.
CREATE INDEX publication_last ON publication (tenant_id, account_id, state, published_at);
CREATE INDEX post_of_state ON post (tenant_id, state, updated_at, id);
-- Those before begin with the same columns.
DROP INDEX publication_post;
DROP INDEX publication_account;
DROP INDEX post_state;

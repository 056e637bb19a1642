-- Where a post lands is part of what is approved (decision 0003), and what becomes of a send whose outcome nobody knows
-- is settled by looks, not by words (decision 0007). Kept as long as the post.

-- Which version of the digest the row has, and where its account stood when it was written; NULL: nobody can tell.
ALTER TABLE post_target ADD COLUMN digest_version {int} NOT NULL DEFAULT 1;
ALTER TABLE post_target ADD COLUMN place TEXT;
-- For which place a send was scheduled: there it is looked for, wherever the account stands by then.
ALTER TABLE publication ADD COLUMN place TEXT;
-- For which place a token was given; it opens no other.
ALTER TABLE account_credential ADD COLUMN place TEXT;

-- Approvals given so far did not cover the place. They are taken as given for the place of this moment: they stand until
-- the account stands elsewhere.
UPDATE post_target SET place = (
  SELECT a.service || CASE WHEN a.external_id <> '' THEN ':id:' || a.external_id ELSE ':handle:' || a.handle END
  FROM account a WHERE a.tenant_id = post_target.tenant_id AND a.id = post_target.account_id);
UPDATE publication SET place = (
  SELECT a.service || CASE WHEN a.external_id <> '' THEN ':id:' || a.external_id ELSE ':handle:' || a.handle END
  FROM account a WHERE a.tenant_id = publication.tenant_id AND a.id = publication.account_id);
UPDATE account_credential SET place = (
  SELECT a.service || CASE WHEN a.external_id <> '' THEN ':id:' || a.external_id ELSE ':handle:' || a.handle END
  FROM account a WHERE a.tenant_id = account_credential.tenant_id AND a.id = account_credential.account_id);

-- Somebody looked at the account for a send whose outcome is unknown. looked_at: when they looked; at: when they said so.
CREATE TABLE publication_look (
  tenant_id      TEXT NOT NULL,
  id             TEXT NOT NULL,
  publication_id TEXT NOT NULL,
  person_id      TEXT NOT NULL,
  capacity       TEXT NOT NULL,
  at             {int} NOT NULL,
  looked_at      {int} NOT NULL,
  finding        TEXT NOT NULL CHECK (finding IN ('there','not-there')),
  seen           TEXT NOT NULL,
  url            TEXT,
  media_id       TEXT,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, publication_id) REFERENCES publication (tenant_id, id),
  FOREIGN KEY (tenant_id, media_id) REFERENCES media (tenant_id, id)
){strict};

CREATE INDEX publication_look_of ON publication_look (tenant_id, publication_id, at);
CREATE INDEX publication_look_medium ON publication_look (tenant_id, media_id);

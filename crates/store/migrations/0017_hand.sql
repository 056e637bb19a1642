-- Posting by hand (decision 0034).

-- Two states more. Neither engine can widen the words of a CHECK in one way, so the column is made anew: the indexes on it
-- are made again below, the default is never used.
ALTER TABLE publication ADD COLUMN state_now TEXT NOT NULL DEFAULT 'held' CHECK
  (state_now IN ('scheduled','leased','sending','waiting','taken','published','failed','held','unknown','cancelled'));
UPDATE publication SET state_now = state;
DROP INDEX publication_live;
DROP INDEX publication_due;
DROP INDEX publication_last;
DROP INDEX publication_newest;
ALTER TABLE publication DROP COLUMN state;
ALTER TABLE publication RENAME COLUMN state_now TO state;
CREATE UNIQUE INDEX publication_live ON publication (tenant_id, post_id, account_id)
  WHERE state NOT IN ('failed','cancelled');
CREATE INDEX publication_due ON publication (tenant_id, state, due_at);
CREATE INDEX publication_last ON publication (tenant_id, account_id, state, published_at);
CREATE INDEX publication_newest ON publication (tenant_id, post_id, account_id, scheduled_at, state);

-- How posts reach the account. NULL: by the connector where it is connected, else by hand.
ALTER TABLE account ADD COLUMN road TEXT CHECK (road IS NULL OR road IN ('connector','hand'));

-- Who took which text to post it by hand, and what they said of it. Kept as long as the publication; words of the person
-- are theirs and go with it.
CREATE TABLE hand_taking (
  tenant_id      TEXT NOT NULL,
  id             TEXT NOT NULL,
  publication_id TEXT NOT NULL,
  attempt        {int} NOT NULL,
  person_id      TEXT NOT NULL,
  capacity       TEXT NOT NULL,
  device_id      TEXT,
  at             {int} NOT NULL,
  said_at        {int},
  outcome        TEXT CHECK (outcome IS NULL OR outcome IN ('posted','not-posted','unsure')),
  posted_on      TEXT,
  words          TEXT,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, publication_id) REFERENCES publication (tenant_id, id)
){strict};
CREATE UNIQUE INDEX hand_taking_once ON hand_taking (tenant_id, publication_id, attempt);

-- What people saw of published posts: appended, never changed. Kept as long as the publication.
CREATE TABLE publication_evidence (
  tenant_id      TEXT NOT NULL,
  id             TEXT NOT NULL,
  publication_id TEXT NOT NULL,
  person_id      TEXT NOT NULL,
  capacity       TEXT NOT NULL,
  at             {int} NOT NULL,
  looked_at      {int} NOT NULL,
  shows          TEXT NOT NULL CHECK (shows IN ('as-sent','different','gone','settled')),
  grade          TEXT NOT NULL CHECK (grade IN ('stated','seen','readback','api')),
  seen           TEXT NOT NULL,
  url            TEXT,
  media_id       TEXT,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, publication_id) REFERENCES publication (tenant_id, id),
  FOREIGN KEY (tenant_id, media_id) REFERENCES media (tenant_id, id)
){strict};
CREATE INDEX publication_evidence_of ON publication_evidence (tenant_id, publication_id, at);
CREATE INDEX publication_evidence_medium ON publication_evidence (tenant_id, media_id);

-- Posts that were made outside the system and registered afterwards. Kept as long as the account.
CREATE TABLE outside_post (
  tenant_id        TEXT NOT NULL,
  id               TEXT NOT NULL,
  account_id       TEXT NOT NULL,
  through          TEXT NOT NULL CHECK (through IN ('app','relay','tool','other')),
  posted_at        {int} NOT NULL,
  text             TEXT NOT NULL,
  reason           TEXT NOT NULL,
  device           TEXT NOT NULL,
  url              TEXT,
  platform_post_id TEXT,
  media_id         TEXT,
  person_id        TEXT NOT NULL,
  capacity         TEXT NOT NULL,
  at               {int} NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, account_id) REFERENCES account (tenant_id, id),
  FOREIGN KEY (tenant_id, media_id) REFERENCES media (tenant_id, id)
){strict};
CREATE UNIQUE INDEX outside_post_once ON outside_post (tenant_id, account_id, platform_post_id)
  WHERE platform_post_id IS NOT NULL;
CREATE INDEX outside_post_of ON outside_post (tenant_id, account_id, posted_at);
CREATE INDEX outside_post_medium ON outside_post (tenant_id, media_id);

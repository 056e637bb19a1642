-- Corrections of published posts and their removal (decision 0042).

-- The published post that a post corrects. Set when it is begun, never changed: whoever decides on it decides on the
-- correction of that post.
ALTER TABLE post ADD COLUMN corrects TEXT;
CREATE INDEX post_corrects ON post (tenant_id, corrects);

-- What was wrong, when that was noticed, and who said so. Its id is that of the post which corrects. Kept as long as the
-- post; the words are a person's and go with it.
CREATE TABLE post_correction (
  tenant_id   TEXT NOT NULL,
  id          TEXT NOT NULL,
  original_id TEXT NOT NULL,
  what        TEXT NOT NULL,
  found_at    {int} NOT NULL,
  person_id   TEXT NOT NULL,
  capacity    TEXT NOT NULL,
  at          {int} NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, id) REFERENCES post (tenant_id, id),
  FOREIGN KEY (tenant_id, original_id) REFERENCES post (tenant_id, id)
){strict};
CREATE INDEX post_correction_of ON post_correction (tenant_id, original_id, at);

-- Decisions to take a published post down, and how they were carried out. That the post was published stays true beside
-- them. Kept as long as the publication; the reason is a person's words and goes with it.
CREATE TABLE removal (
  tenant_id      TEXT NOT NULL,
  id             TEXT NOT NULL,
  version        {int} NOT NULL,
  publication_id TEXT NOT NULL,
  post_id        TEXT NOT NULL,
  account_id     TEXT NOT NULL,
  road           TEXT NOT NULL CHECK (road IN ('connector','hand','feed')),
  reason         TEXT NOT NULL,
  person_id      TEXT NOT NULL,
  capacity       TEXT NOT NULL,
  device_id      TEXT,
  asked_at       {int} NOT NULL,
  answer_id      TEXT,
  tries          {int} NOT NULL,
  state          TEXT NOT NULL CHECK (state IN ('asked','removing','waiting','removed','failed','unknown','called-off')),
  due_at         {int},
  lease_owner    TEXT,
  lease_until    {int},
  ended_at       {int},
  proof          TEXT CHECK (proof IS NULL OR proof IN ('stated','seen','readback','api')),
  why            TEXT,
  why_detail     TEXT,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, publication_id) REFERENCES publication (tenant_id, id)
){strict};
-- Whoever decides at the same time: one of them has decided.
CREATE UNIQUE INDEX removal_live ON removal (tenant_id, publication_id) WHERE state NOT IN ('failed','called-off');
CREATE INDEX removal_of ON removal (tenant_id, publication_id, asked_at);
CREATE INDEX removal_of_post ON removal (tenant_id, post_id, asked_at);
CREATE INDEX removal_state ON removal (tenant_id, state, due_at);
CREATE INDEX removal_gone ON removal (tenant_id, account_id, state);

-- What is kept of a post before it is taken down. No statement changes a row. Kept as long as the removal.
CREATE TABLE removal_copy (
  tenant_id        TEXT NOT NULL,
  id               TEXT NOT NULL,
  removal_id       TEXT NOT NULL,
  kind             TEXT NOT NULL CHECK (kind IN ('sent','shown','screen','missing')),
  at               {int} NOT NULL,
  person_id        TEXT,
  text             TEXT NOT NULL,
  link             TEXT,
  url              TEXT,
  platform_post_id TEXT,
  content          TEXT,
  media_id         TEXT,
  missing          TEXT,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, removal_id) REFERENCES removal (tenant_id, id),
  FOREIGN KEY (tenant_id, media_id) REFERENCES media (tenant_id, id)
){strict};
CREATE INDEX removal_copy_of ON removal_copy (tenant_id, removal_id, at);
CREATE INDEX removal_copy_medium ON removal_copy (tenant_id, media_id);

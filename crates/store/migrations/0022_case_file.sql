-- What belongs to a case beside its steps (decision 0033): files as evidence, the posts that something that happened concerns,
-- and what was told to whom. All of it is added, never changed, and kept with its case: whatever removes a case by its retention
-- removes these rows in the same act. Names, addresses and texts are of people and stand in no chain; of a file only its hash
-- does.

CREATE TABLE case_file (
  tenant_id  TEXT NOT NULL,
  id         TEXT NOT NULL,
  case_id    TEXT NOT NULL,
  -- NULL: for the case as a whole.
  step       TEXT,
  name       TEXT NOT NULL,
  mime       TEXT NOT NULL,
  size       {int} NOT NULL,
  digest     TEXT NOT NULL,
  person_id  TEXT NOT NULL,
  capacity   TEXT NOT NULL,
  at         {int} NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, case_id) REFERENCES cases (tenant_id, id)
){strict};

-- The same bytes for the same step are there once.
CREATE UNIQUE INDEX case_file_once ON case_file (tenant_id, case_id, digest, COALESCE(step, ''));

-- Apart, so that lists need not read them.
CREATE TABLE case_file_bytes (
  tenant_id TEXT NOT NULL,
  id        TEXT NOT NULL,
  bytes     {bytes} NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, id) REFERENCES case_file (tenant_id, id)
){strict};

-- When somebody reported what happened, as they say. NULL: nobody said, or nothing happened.
ALTER TABLE cases ADD COLUMN reported_at {int};

-- A post that something that happened concerns, under the case whose id the incident has. Of a send of this program and of a
-- registration their ids; of what nobody knows here its address alone.
CREATE TABLE case_post (
  tenant_id      TEXT NOT NULL,
  id             TEXT NOT NULL,
  case_id        TEXT NOT NULL,
  sort           TEXT NOT NULL CHECK (sort IN ('own', 'outside', 'unknown')),
  publication_id TEXT,
  outside_id     TEXT,
  url            TEXT,
  person_id      TEXT NOT NULL,
  capacity       TEXT NOT NULL,
  at             {int} NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, case_id) REFERENCES cases (tenant_id, id),
  FOREIGN KEY (tenant_id, publication_id) REFERENCES publication (tenant_id, id),
  FOREIGN KEY (tenant_id, outside_id) REFERENCES outside_post (tenant_id, id)
){strict};

CREATE UNIQUE INDEX case_post_once ON case_post (tenant_id, case_id,
  COALESCE(publication_id, ''), COALESCE(outside_id, ''), COALESCE(url, ''));

-- What was told to whom about something that happened.
CREATE TABLE case_told (
  tenant_id TEXT NOT NULL,
  id        TEXT NOT NULL,
  case_id   TEXT NOT NULL,
  whom      TEXT NOT NULL,
  how       TEXT NOT NULL,
  text      TEXT NOT NULL,
  told_at   {int} NOT NULL,
  person_id TEXT NOT NULL,
  capacity  TEXT NOT NULL,
  at        {int} NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, case_id) REFERENCES cases (tenant_id, id)
){strict};

CREATE INDEX case_told_of ON case_told (tenant_id, case_id, told_at, id);

-- Accounts, posts, publications, the feed of the body's own website.
-- Times are microseconds UTC; ids and digests are text; a revision is never changed once written.

CREATE TABLE account (
  tenant_id        TEXT NOT NULL,
  id               TEXT NOT NULL,
  version          {int} NOT NULL,
  service          TEXT NOT NULL,
  name             TEXT NOT NULL,
  handle           TEXT NOT NULL,
  url              TEXT NOT NULL,
  purpose          TEXT NOT NULL,
  section_id       TEXT NOT NULL,
  class            TEXT,
  state            TEXT NOT NULL CHECK (state IN ('preparing','active','transition','suspended','closed','deleted')),
  external_id      TEXT,
  listed           {bool} NOT NULL,
  public_note      TEXT NOT NULL,
  registered_at    {int} NOT NULL,
  started_at       {int},
  transition_until {int},
  ended_at         {int},
  checked_at       {int},
  PRIMARY KEY (tenant_id, id)
){strict};

-- Two registered accounts never stand for the same page: a post read back would belong to both.
CREATE UNIQUE INDEX account_external ON account (tenant_id, service, external_id)
  WHERE external_id IS NOT NULL AND state <> 'deleted';

-- Sealed by a key outside the database; the row's id is part of what the seal authenticates.
CREATE TABLE account_credential (
  tenant_id  TEXT NOT NULL,
  id         TEXT NOT NULL,
  account_id TEXT NOT NULL,
  kind       TEXT NOT NULL,
  sealed     {bytes} NOT NULL,
  key_id     TEXT NOT NULL,
  expires_at {int},
  person_id  TEXT NOT NULL,
  capacity   TEXT NOT NULL,
  at         {int} NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, account_id) REFERENCES account (tenant_id, id)
){strict};

CREATE UNIQUE INDEX account_credential_kind ON account_credential (tenant_id, account_id, kind);

CREATE TABLE post (
  tenant_id       TEXT NOT NULL,
  id              TEXT NOT NULL,
  version         {int} NOT NULL,
  state           TEXT NOT NULL CHECK (state IN ('drafting','submitted','returned','withdrawn')),
  section_id      TEXT NOT NULL,
  revision_id     TEXT NOT NULL,
  document_number TEXT,
  retention_class TEXT,
  created_by      TEXT NOT NULL,
  created_at      {int} NOT NULL,
  updated_at      {int} NOT NULL,
  PRIMARY KEY (tenant_id, id)
){strict};

CREATE INDEX post_updated ON post (tenant_id, updated_at, id);
CREATE INDEX post_state ON post (tenant_id, state, updated_at);
CREATE UNIQUE INDEX post_document_number ON post (tenant_id, document_number) WHERE document_number IS NOT NULL;

CREATE TABLE post_revision (
  tenant_id       TEXT NOT NULL,
  id              TEXT NOT NULL,
  post_id         TEXT NOT NULL,
  number          {int} NOT NULL,
  person_id       TEXT NOT NULL,
  capacity        TEXT NOT NULL,
  at              {int} NOT NULL,
  title           TEXT NOT NULL,
  text            TEXT NOT NULL,
  category        TEXT,
  classification  TEXT,
  decision_status TEXT,
  fields          TEXT NOT NULL,
  window_from     {int},
  window_until    {int},
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, post_id) REFERENCES post (tenant_id, id)
){strict};

CREATE UNIQUE INDEX post_revision_number ON post_revision (tenant_id, post_id, number);

-- What goes to one account. The digest covers everything an approval is for.
CREATE TABLE post_target (
  tenant_id   TEXT NOT NULL,
  id          TEXT NOT NULL,
  revision_id TEXT NOT NULL,
  post_id     TEXT NOT NULL,
  account_id  TEXT NOT NULL,
  ordinal     {int} NOT NULL,
  text        TEXT NOT NULL,
  own_text    {bool} NOT NULL,
  link        TEXT,
  options     TEXT NOT NULL,
  digest      TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, revision_id) REFERENCES post_revision (tenant_id, id),
  FOREIGN KEY (tenant_id, account_id) REFERENCES account (tenant_id, id)
){strict};

CREATE UNIQUE INDEX post_target_account ON post_target (tenant_id, revision_id, account_id);

-- Content-addressed; the bytes lie in the media store.
CREATE TABLE media (
  tenant_id TEXT NOT NULL,
  id        TEXT NOT NULL,
  hash      TEXT NOT NULL,
  kind      TEXT NOT NULL,
  mime      TEXT NOT NULL,
  size      {int} NOT NULL,
  rights    TEXT NOT NULL,
  person_id TEXT NOT NULL,
  at        {int} NOT NULL,
  PRIMARY KEY (tenant_id, id)
){strict};

CREATE UNIQUE INDEX media_hash ON media (tenant_id, hash);

CREATE TABLE target_media (
  tenant_id TEXT NOT NULL,
  id        TEXT NOT NULL,
  target_id TEXT NOT NULL,
  ordinal   {int} NOT NULL,
  media_id  TEXT NOT NULL,
  alt       TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, target_id) REFERENCES post_target (tenant_id, id),
  FOREIGN KEY (tenant_id, media_id) REFERENCES media (tenant_id, id)
){strict};

CREATE UNIQUE INDEX target_media_ordinal ON target_media (tenant_id, target_id, ordinal);

-- A step of a chain, given for one digest. It never says "approved": the regulation does, each time anew.
CREATE TABLE post_step (
  tenant_id  TEXT NOT NULL,
  id         TEXT NOT NULL,
  post_id    TEXT NOT NULL,
  account_id TEXT NOT NULL,
  chain      TEXT NOT NULL,
  step       TEXT NOT NULL,
  digest     TEXT NOT NULL,
  person_id  TEXT NOT NULL,
  capacity   TEXT NOT NULL,
  answer_id  TEXT NOT NULL,
  at         {int} NOT NULL,
  means      TEXT NOT NULL,
  revoked_at {int},
  revoked_by TEXT,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, post_id) REFERENCES post (tenant_id, id)
){strict};

CREATE INDEX post_step_post ON post_step (tenant_id, post_id, at);
CREATE UNIQUE INDEX post_step_once ON post_step (tenant_id, digest, chain, step, person_id) WHERE revoked_at IS NULL;

CREATE TABLE post_note (
  tenant_id   TEXT NOT NULL,
  id          TEXT NOT NULL,
  post_id     TEXT NOT NULL,
  revision_id TEXT NOT NULL,
  account_id  TEXT,
  kind        TEXT NOT NULL,
  text        TEXT NOT NULL,
  quote       TEXT NOT NULL,
  destination TEXT NOT NULL,
  person_id   TEXT NOT NULL,
  capacity    TEXT NOT NULL,
  at          {int} NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, post_id) REFERENCES post (tenant_id, id)
){strict};

CREATE INDEX post_note_post ON post_note (tenant_id, post_id, at);

-- Who saw which content when: the ground of "what changed since your last look".
CREATE TABLE post_look (
  tenant_id    TEXT NOT NULL,
  id           TEXT NOT NULL,
  post_id      TEXT NOT NULL,
  person_id    TEXT NOT NULL,
  revision_id  TEXT NOT NULL,
  sheet_digest TEXT NOT NULL,
  at           {int} NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, post_id) REFERENCES post (tenant_id, id)
){strict};

CREATE UNIQUE INDEX post_look_once ON post_look (tenant_id, post_id, person_id, revision_id);

-- One intended send of one target (decision 0007).
CREATE TABLE publication (
  tenant_id        TEXT NOT NULL,
  id               TEXT NOT NULL,
  version          {int} NOT NULL,
  post_id          TEXT NOT NULL,
  target_id        TEXT NOT NULL,
  account_id       TEXT NOT NULL,
  digest           TEXT NOT NULL,
  state            TEXT NOT NULL CHECK
    (state IN ('scheduled','leased','sending','published','failed','held','unknown','cancelled')),
  planned_at       {int} NOT NULL,
  due_at           {int} NOT NULL,
  window_from      {int},
  window_until     {int},
  lease_owner      TEXT,
  lease_until      {int},
  lease_epoch      {int} NOT NULL,
  attempts         {int} NOT NULL,
  wire_hash        TEXT,
  match_hash       TEXT,
  look_at          {int},
  looks            {int} NOT NULL,
  scheduled_by     TEXT NOT NULL,
  capacity         TEXT NOT NULL,
  scheduled_at     {int} NOT NULL,
  platform_post_id TEXT,
  permalink        TEXT,
  proof            TEXT CHECK (proof IS NULL OR proof IN ('stated','seen','readback','api')),
  published_at     {int},
  reason           TEXT,
  reason_detail    TEXT,
  answer_id        TEXT,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, post_id) REFERENCES post (tenant_id, id),
  FOREIGN KEY (tenant_id, target_id) REFERENCES post_target (tenant_id, id),
  FOREIGN KEY (tenant_id, account_id) REFERENCES account (tenant_id, id)
){strict};

-- At most one live intent per post and account …
CREATE UNIQUE INDEX publication_live ON publication (tenant_id, post_id, account_id)
  WHERE state NOT IN ('failed','cancelled');
-- … and one platform post is never counted for two intents.
CREATE UNIQUE INDEX publication_platform_post ON publication (tenant_id, account_id, platform_post_id)
  WHERE platform_post_id IS NOT NULL;
CREATE INDEX publication_due ON publication (tenant_id, state, due_at);
CREATE INDEX publication_post ON publication (tenant_id, post_id);
CREATE INDEX publication_account ON publication (tenant_id, account_id, state);

-- Stored before the call, completed after it.
CREATE TABLE attempt (
  tenant_id      TEXT NOT NULL,
  id             TEXT NOT NULL,
  publication_id TEXT NOT NULL,
  number         {int} NOT NULL,
  wire_hash      TEXT NOT NULL,
  lease_epoch    {int} NOT NULL,
  started_at     {int} NOT NULL,
  finished_at    {int},
  outcome        TEXT,
  detail         TEXT,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, publication_id) REFERENCES publication (tenant_id, id)
){strict};

CREATE UNIQUE INDEX attempt_number ON attempt (tenant_id, publication_id, number);

-- The body's own website: written in the transaction of the act, so published means served.
CREATE TABLE feed_item (
  tenant_id      TEXT NOT NULL,
  id             TEXT NOT NULL,
  publication_id TEXT NOT NULL,
  account_id     TEXT NOT NULL,
  post_id        TEXT NOT NULL,
  title          TEXT NOT NULL,
  text           TEXT NOT NULL,
  link           TEXT,
  category       TEXT,
  published_at   {int} NOT NULL,
  removed_at     {int},
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, publication_id) REFERENCES publication (tenant_id, id)
){strict};

CREATE UNIQUE INDEX feed_item_publication ON feed_item (tenant_id, publication_id);
CREATE INDEX feed_item_time ON feed_item (tenant_id, published_at);

-- Bodies, organisation, people, regulation, settings, records, commands, answers, audit.
-- Times are microseconds UTC; ids and digests are text. Tenant tables have the key (tenant_id, id);
-- node tables (tenant, session, rate_limit, schema_version) belong to the installation.

-- Node tables -----------------------------------------------------------------------------------

CREATE TABLE tenant (
  id            TEXT NOT NULL PRIMARY KEY,
  slug          TEXT NOT NULL,
  name_ja       TEXT NOT NULL,
  name_kana     TEXT NOT NULL,
  name_en       TEXT NOT NULL,
  prefecture    TEXT NOT NULL,
  zone          TEXT NOT NULL,
  contact_unit  TEXT NOT NULL,
  contact_phone TEXT NOT NULL,
  practice      {bool} NOT NULL,
  created_at    {int} NOT NULL
){strict};

CREATE UNIQUE INDEX tenant_slug ON tenant (slug);

-- Only the hash of the random secret is kept.
CREATE TABLE session (
  id          TEXT NOT NULL PRIMARY KEY,
  hash        TEXT NOT NULL,
  tenant_id   TEXT NOT NULL,
  person_id   TEXT NOT NULL,
  capacity    TEXT,
  created_at  {int} NOT NULL,
  seen_at     {int} NOT NULL,
  expires_at  {int} NOT NULL
){strict};

CREATE UNIQUE INDEX session_hash ON session (hash);
CREATE INDEX session_person ON session (tenant_id, person_id);
CREATE INDEX session_expires ON session (expires_at);

CREATE TABLE rate_limit (
  id         TEXT NOT NULL PRIMARY KEY,
  started_at {int} NOT NULL,
  failures   {int} NOT NULL
){strict};

-- Organisation ----------------------------------------------------------------------------------

CREATE TABLE section (
  tenant_id TEXT NOT NULL,
  id        TEXT NOT NULL,
  parent_id TEXT,
  name_ja   TEXT NOT NULL,
  name_kana TEXT NOT NULL,
  name_en   TEXT NOT NULL,
  ordinal   {int} NOT NULL,
  starts_at {int} NOT NULL,
  ends_at   {int},
  PRIMARY KEY (tenant_id, id)
){strict};

CREATE TABLE position (
  tenant_id  TEXT NOT NULL,
  id         TEXT NOT NULL,
  section_id TEXT NOT NULL,
  name_ja    TEXT NOT NULL,
  name_kana  TEXT NOT NULL,
  name_en    TEXT NOT NULL,
  rank       TEXT NOT NULL,
  rank_order {int} NOT NULL,
  extension  TEXT NOT NULL,
  starts_at  {int} NOT NULL,
  ends_at    {int},
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, section_id) REFERENCES section (tenant_id, id)
){strict};

CREATE TABLE person (
  tenant_id  TEXT NOT NULL,
  id         TEXT NOT NULL,
  version    {int} NOT NULL,
  login      TEXT NOT NULL,
  name       TEXT NOT NULL,
  kana       TEXT NOT NULL,
  name_en    TEXT NOT NULL,
  extension  TEXT NOT NULL,
  created_at {int} NOT NULL,
  ended_at   {int},
  PRIMARY KEY (tenant_id, id)
){strict};

CREATE UNIQUE INDEX person_login ON person (tenant_id, login);

-- id is the person's.
CREATE TABLE credential (
  tenant_id   TEXT NOT NULL,
  id          TEXT NOT NULL,
  hash        TEXT NOT NULL,
  must_change {bool} NOT NULL,
  changed_at  {int} NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, id) REFERENCES person (tenant_id, id)
){strict};

CREATE TABLE appointment (
  tenant_id    TEXT NOT NULL,
  id           TEXT NOT NULL,
  person_id    TEXT NOT NULL,
  section_id   TEXT NOT NULL,
  position_id  TEXT NOT NULL,
  kind         TEXT NOT NULL CHECK (kind IN ('regular','concurrent','acting')),
  deputy_of    TEXT,
  deputy_order {int} NOT NULL,
  starts_at    {int} NOT NULL,
  ends_at      {int},
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, id),
  FOREIGN KEY (tenant_id, section_id) REFERENCES section (tenant_id, id),
  FOREIGN KEY (tenant_id, position_id) REFERENCES position (tenant_id, id)
){strict};

CREATE INDEX appointment_person ON appointment (tenant_id, person_id);

CREATE TABLE absence (
  tenant_id  TEXT NOT NULL,
  id         TEXT NOT NULL,
  person_id  TEXT NOT NULL,
  starts_at  {int} NOT NULL,
  ends_at    {int},
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, id)
){strict};

CREATE INDEX absence_person ON absence (tenant_id, person_id);

CREATE TABLE system_right (
  tenant_id  TEXT NOT NULL,
  id         TEXT NOT NULL,
  person_id  TEXT NOT NULL,
  word       TEXT NOT NULL,
  granted_by TEXT,
  granted_at {int} NOT NULL,
  revoked_at {int},
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, id)
){strict};

CREATE UNIQUE INDEX system_right_once ON system_right (tenant_id, person_id, word) WHERE revoked_at IS NULL;

CREATE TABLE token (
  tenant_id  TEXT NOT NULL,
  id         TEXT NOT NULL,
  person_id  TEXT NOT NULL,
  capacity   TEXT,
  name       TEXT NOT NULL,
  scope      TEXT NOT NULL CHECK (scope IN ('read','act')),
  hash       TEXT NOT NULL,
  created_at {int} NOT NULL,
  expires_at {int} NOT NULL,
  revoked_at {int},
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, id)
){strict};

CREATE UNIQUE INDEX token_hash ON token (tenant_id, hash);
CREATE INDEX token_person ON token (tenant_id, person_id);

-- Regulation, settings, records -----------------------------------------------------------------

-- id is the content hash; the source is kept, so that every answer can be replayed.
CREATE TABLE pack (
  tenant_id TEXT NOT NULL,
  id        TEXT NOT NULL,
  pack      TEXT NOT NULL,
  version   TEXT NOT NULL,
  source    TEXT NOT NULL,
  stored_at {int} NOT NULL,
  PRIMARY KEY (tenant_id, id)
){strict};

-- One document of the body in force for a time.
CREATE TABLE regulation (
  tenant_id    TEXT NOT NULL,
  id           TEXT NOT NULL,
  document     TEXT NOT NULL,
  pack_digest  TEXT NOT NULL,
  house_digest TEXT NOT NULL,
  starts_at    {int} NOT NULL,
  ends_at      {int},
  person_id    TEXT,
  capacity     TEXT,
  at           {int} NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, pack_digest) REFERENCES pack (tenant_id, id),
  FOREIGN KEY (tenant_id, house_digest) REFERENCES pack (tenant_id, id)
){strict};

CREATE INDEX regulation_time ON regulation (tenant_id, starts_at);

CREATE TABLE setting (
  tenant_id          TEXT NOT NULL,
  id                 TEXT NOT NULL,
  document           TEXT NOT NULL,
  name               TEXT NOT NULL,
  scope              TEXT NOT NULL,
  value              TEXT NOT NULL,
  source             TEXT NOT NULL,
  note               TEXT NOT NULL,
  proposed_by        TEXT NOT NULL,
  proposed_capacity  TEXT,
  proposed_at        {int} NOT NULL,
  confirmed_by       TEXT,
  confirmed_capacity TEXT,
  confirmed_at       {int},
  effective_from     {int} NOT NULL,
  practice           {bool} NOT NULL,
  PRIMARY KEY (tenant_id, id),
  CHECK (confirmed_by IS NULL OR confirmed_by <> proposed_by)
){strict};

CREATE INDEX setting_name ON setting (tenant_id, document, name, scope, effective_from);

-- id is the digest of the content: what an answer rested on.
CREATE TABLE settings_snapshot (
  tenant_id TEXT NOT NULL,
  id        TEXT NOT NULL,
  content   TEXT NOT NULL,
  at        {int} NOT NULL,
  PRIMARY KEY (tenant_id, id)
){strict};

CREATE TABLE record (
  tenant_id    TEXT NOT NULL,
  id           TEXT NOT NULL,
  document     TEXT NOT NULL,
  kind         TEXT NOT NULL,
  subject_kind TEXT NOT NULL,
  subject_id   TEXT NOT NULL,
  digest       TEXT,
  fields       TEXT NOT NULL,
  person_id    TEXT NOT NULL,
  capacity     TEXT NOT NULL,
  at           {int} NOT NULL,
  valid_from   {int},
  valid_until  {int},
  used_by      TEXT,
  used_at      {int},
  answer_id    TEXT,
  retention    TEXT,
  PRIMARY KEY (tenant_id, id)
){strict};

CREATE INDEX record_subject ON record (tenant_id, subject_kind, subject_id, at);
CREATE INDEX record_kind ON record (tenant_id, kind, at);

-- Acts ------------------------------------------------------------------------------------------

-- What a command came to, so that its repeat changes nothing.
CREATE TABLE command (
  tenant_id TEXT NOT NULL,
  id        TEXT NOT NULL,
  name      TEXT NOT NULL,
  input     TEXT NOT NULL,
  person_id TEXT,
  outcome   TEXT NOT NULL CHECK (outcome IN ('done','refused')),
  result    TEXT NOT NULL,
  at        {int} NOT NULL,
  PRIMARY KEY (tenant_id, id)
){strict};

-- Answers that allowed or refused an act, with everything needed to ask again.
CREATE TABLE answer (
  tenant_id       TEXT NOT NULL,
  id              TEXT NOT NULL,
  command_id      TEXT NOT NULL,
  document        TEXT NOT NULL,
  action          TEXT NOT NULL,
  subject_kind    TEXT NOT NULL,
  subject_id      TEXT NOT NULL,
  person_id       TEXT,
  capacity        TEXT,
  asked_for       {int} NOT NULL,
  at              {int} NOT NULL,
  decision        TEXT NOT NULL,
  question        TEXT NOT NULL,
  content         TEXT NOT NULL,
  facts           TEXT NOT NULL,
  digest          TEXT NOT NULL,
  pack_digest     TEXT NOT NULL,
  house_digest    TEXT NOT NULL,
  settings_digest TEXT NOT NULL,
  facts_digest    TEXT NOT NULL,
  semantics       {int} NOT NULL,
  fact_schema     {int} NOT NULL,
  PRIMARY KEY (tenant_id, id)
){strict};

CREATE INDEX answer_subject ON answer (tenant_id, subject_kind, subject_id, at);
CREATE INDEX answer_command ON answer (tenant_id, command_id);

-- Audit: id of an entry is its number in the body's chain. --------------------------------------

CREATE TABLE audit_head (
  tenant_id TEXT NOT NULL,
  id        TEXT NOT NULL,
  seq       {int} NOT NULL,
  hash      TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id)
){strict};

CREATE TABLE audit_entry (
  tenant_id     TEXT NOT NULL,
  id            {int} NOT NULL,
  format        {int} NOT NULL,
  at            {int} NOT NULL,
  kind          TEXT NOT NULL,
  command       TEXT NOT NULL,
  command_id    TEXT NOT NULL,
  person_id     TEXT,
  capacity      TEXT,
  subject_kind  TEXT NOT NULL,
  subject_id    TEXT NOT NULL,
  before_digest TEXT,
  after_digest  TEXT,
  answer_id     TEXT,
  answer_digest TEXT,
  commitments   TEXT NOT NULL,
  previous      TEXT NOT NULL,
  hash          TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id)
){strict};

CREATE INDEX audit_entry_subject ON audit_entry (tenant_id, subject_kind, subject_id, id);
CREATE INDEX audit_entry_command ON audit_entry (tenant_id, command_id);

-- id is `<seq>:<field>`. Erased: salt and value are gone, the row stays.
CREATE TABLE audit_detail (
  tenant_id TEXT NOT NULL,
  id        TEXT NOT NULL,
  seq       {int} NOT NULL,
  field     TEXT NOT NULL,
  salt      {bytes},
  value     TEXT,
  erased_at {int},
  PRIMARY KEY (tenant_id, id)
){strict};

CREATE INDEX audit_detail_seq ON audit_detail (tenant_id, seq);

-- id is the number of the last entry covered.
CREATE TABLE audit_checkpoint (
  tenant_id TEXT NOT NULL,
  id        {int} NOT NULL,
  hash      TEXT NOT NULL,
  at        {int} NOT NULL,
  key_id    TEXT NOT NULL,
  signature TEXT NOT NULL,
  PRIMARY KEY (tenant_id, id)
){strict};

-- Numbers ---------------------------------------------------------------------------------------

-- Last number given; id is `<series>:<fiscal year>` for documents, a word for change counters.
CREATE TABLE counter (
  tenant_id TEXT NOT NULL,
  id        TEXT NOT NULL,
  value     {int} NOT NULL,
  PRIMARY KEY (tenant_id, id)
){strict};

-- Being told outside the program what waits (decision 0046). A place is kept as long as its owner wants it; when it is ended,
-- its address goes at once and the row stays with what was told there.
CREATE TABLE notice_place (
  tenant_id     TEXT NOT NULL,
  id            TEXT NOT NULL,
  version       {int} NOT NULL,
  person_id     TEXT NOT NULL,
  kind          TEXT NOT NULL CHECK (kind IN ('mail','hook')),
  shown         TEXT NOT NULL,
  key_id        TEXT NOT NULL,
  sealed        {bytes} NOT NULL,
  lang          TEXT NOT NULL,
  pace          TEXT NOT NULL CHECK (pace IN ('once','daily')),
  quiet_from    {int} NOT NULL,
  quiet_until   {int} NOT NULL,
  daily_at      {int} NOT NULL,
  code          TEXT,
  code_until    {int},
  code_tries    {int} NOT NULL,
  proven_at     {int},
  failing_since {int},
  failing_why   TEXT,
  created_at    {int} NOT NULL,
  ended_at      {int},
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, person_id) REFERENCES person (tenant_id, id)
){strict};

CREATE INDEX notice_place_person ON notice_place (tenant_id, person_id);

-- What is to be handed over. It survives whoever has it in hand.
CREATE TABLE notice (
  tenant_id   TEXT NOT NULL,
  id          TEXT NOT NULL,
  place_id    TEXT NOT NULL,
  kind        TEXT NOT NULL CHECK (kind IN ('proof','work','digest')),
  state       TEXT NOT NULL CHECK (state IN ('waiting','sending','sent','failed','dropped')),
  due_at      {int} NOT NULL,
  tries       {int} NOT NULL,
  lease_owner TEXT,
  lease_until {int},
  why         TEXT,
  created_at  {int} NOT NULL,
  ended_at    {int},
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, place_id) REFERENCES notice_place (tenant_id, id)
){strict};

CREATE INDEX notice_due ON notice (tenant_id, state, due_at);
CREATE INDEX notice_of_place ON notice (tenant_id, place_id, created_at);

-- What is told at a place: numbers, kinds of work and paths, never a title or a text. Once while it waits.
CREATE TABLE notice_line (
  tenant_id  TEXT NOT NULL,
  id         TEXT NOT NULL,
  place_id   TEXT NOT NULL,
  key        TEXT NOT NULL,
  line       TEXT NOT NULL,
  found_at   {int} NOT NULL,
  message_id TEXT,
  over_at    {int},
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, place_id) REFERENCES notice_place (tenant_id, id)
){strict};

CREATE UNIQUE INDEX notice_line_key ON notice_line (tenant_id, place_id, key) WHERE over_at IS NULL;
CREATE INDEX notice_line_message ON notice_line (tenant_id, message_id);

-- Cases (手続・事案, decision 0033): procedures of a text that run on something, and the steps that were done. A case keeps the
-- text under which it began. `CASE` is a word of SQL, so the table has the plural. Rows are kept as long as the records on
-- which their steps rest; title and reason are texts of people and stand in no chain.

CREATE TABLE cases (
  tenant_id     TEXT NOT NULL,
  id            TEXT NOT NULL,
  version       {int} NOT NULL,
  document      TEXT NOT NULL,
  pack_digest   TEXT NOT NULL,
  house_digest  TEXT NOT NULL,
  procedure_id  TEXT NOT NULL,
  subject_kind  TEXT NOT NULL,
  subject_id    TEXT NOT NULL,
  account_id    TEXT,
  title         TEXT NOT NULL,
  -- What opened it by itself. NULL: a person.
  origin        TEXT,
  -- When it was first noticed. NULL: nobody said, or there is nothing to notice.
  detected_at   {int},
  opened_at     {int} NOT NULL,
  -- NULL: the program.
  opened_by     TEXT,
  opened_as     TEXT,
  state         TEXT NOT NULL CHECK (state IN ('running', 'closed', 'withdrawn')),
  ended_at      {int},
  ended_by      TEXT,
  ended_as      TEXT,
  reason        TEXT,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, account_id) REFERENCES account (tenant_id, id)
){strict};

CREATE INDEX cases_account ON cases (tenant_id, account_id, opened_at);
CREATE INDEX cases_subject ON cases (tenant_id, subject_kind, subject_id, opened_at);
CREATE INDEX cases_state ON cases (tenant_id, state, opened_at, id);

CREATE TABLE case_step (
  tenant_id  TEXT NOT NULL,
  id         TEXT NOT NULL,
  case_id    TEXT NOT NULL,
  step       TEXT NOT NULL,
  person_id  TEXT NOT NULL,
  capacity   TEXT NOT NULL,
  at         {int} NOT NULL,
  answer_id  TEXT,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, case_id) REFERENCES cases (tenant_id, id)
){strict};

-- Nobody does a step twice in the same appointment, whatever comes in at once.
CREATE UNIQUE INDEX case_step_once ON case_step (tenant_id, case_id, step, person_id, capacity);

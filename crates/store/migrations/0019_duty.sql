-- Duties, what is watched, and what happened to logins (decision 0036).

-- Answers to instances of duties. Kept as long as the records on which the same clauses rest; the remark is a text of a
-- person and stands in no chain.
CREATE TABLE duty_answer (
  tenant_id     TEXT NOT NULL,
  id            TEXT NOT NULL,
  document      TEXT NOT NULL,
  duty          TEXT NOT NULL,
  instance      TEXT NOT NULL,
  subject_kind  TEXT NOT NULL,
  subject_id    TEXT NOT NULL,
  account_id    TEXT,
  answer        TEXT NOT NULL,
  note          TEXT NOT NULL,
  person_id     TEXT NOT NULL,
  capacity      TEXT NOT NULL,
  at            {int} NOT NULL,
  answer_id     TEXT,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, account_id) REFERENCES account (tenant_id, id)
){strict};

-- An instance is answered once, whatever comes in at once.
CREATE UNIQUE INDEX duty_answer_once ON duty_answer (tenant_id, document, duty, instance, subject_kind, subject_id);
CREATE INDEX duty_answer_subject ON duty_answer (tenant_id, subject_kind, subject_id, at);
CREATE INDEX duty_answer_account ON duty_answer (tenant_id, account_id, at);

-- What happened to the login of an account: it was changed, or somebody who could know it is gone. Never the login itself.
CREATE TABLE login_event (
  tenant_id   TEXT NOT NULL,
  id          TEXT NOT NULL,
  account_id  TEXT NOT NULL,
  event       TEXT NOT NULL CHECK (event IN ('credential.rotated', 'member.left', 'member.moved')),
  person_id   TEXT NOT NULL,
  at          {int} NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, account_id) REFERENCES account (tenant_id, id)
){strict};

CREATE INDEX login_event_last ON login_event (tenant_id, account_id, event, at);

-- What the clock found of each thing, and for whom. Made anew by the worker whenever the thing, the organisation, the text or
-- the day changed: nothing rests on it but lists.
CREATE TABLE found (
  tenant_id     TEXT NOT NULL,
  id            TEXT NOT NULL,
  document      TEXT NOT NULL,
  kind          TEXT NOT NULL CHECK (kind IN ('duty', 'monitor', 'step')),
  item          TEXT NOT NULL,
  instance      TEXT NOT NULL,
  subject_kind  TEXT NOT NULL,
  subject_id    TEXT NOT NULL,
  account_id    TEXT,
  state         TEXT NOT NULL CHECK (state IN ('open', 'missed', 'warns', 'fires', 'cannot-judge')),
  due           {int},
  at            {int} NOT NULL,
  PRIMARY KEY (tenant_id, id)
){strict};

CREATE INDEX found_subject ON found (tenant_id, subject_kind, subject_id);
CREATE INDEX found_account ON found (tenant_id, account_id);

CREATE TABLE found_holder (
  tenant_id  TEXT NOT NULL,
  found_id   TEXT NOT NULL,
  person_id  TEXT NOT NULL,
  capacity   TEXT NOT NULL,
  PRIMARY KEY (tenant_id, found_id, person_id, capacity),
  FOREIGN KEY (tenant_id, found_id) REFERENCES found (tenant_id, id)
){strict};

CREATE INDEX found_holder_person ON found_holder (tenant_id, person_id, capacity);

-- When each thing was last looked at, and on which day of the body. `stale`: something that it rests on was changed since.
CREATE TABLE found_look (
  tenant_id     TEXT NOT NULL,
  document      TEXT NOT NULL,
  subject_kind  TEXT NOT NULL,
  subject_id    TEXT NOT NULL,
  day           TEXT NOT NULL,
  stale         {bool} NOT NULL,
  PRIMARY KEY (tenant_id, document, subject_kind, subject_id)
){strict};

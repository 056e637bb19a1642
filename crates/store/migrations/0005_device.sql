-- Devices by their number (decision 0021). One row for each enrolment: a number that is enrolled anew gets a new row, and
-- the former one ends. Only hashes of the code and of what the browser keeps.
CREATE TABLE device (
  tenant_id   TEXT NOT NULL,
  id          TEXT NOT NULL,
  number      TEXT NOT NULL,
  code_hash   TEXT,
  code_until  {int} NOT NULL,
  secret_hash TEXT,
  issued_by   TEXT NOT NULL,
  issued_at   {int} NOT NULL,
  enrolled_by TEXT,
  enrolled_at {int},
  revoked_at  {int},
  PRIMARY KEY (tenant_id, id)
){strict};

CREATE UNIQUE INDEX device_code ON device (tenant_id, code_hash);
CREATE UNIQUE INDEX device_secret ON device (tenant_id, secret_hash);
CREATE INDEX device_number ON device (tenant_id, number);

-- On which device the send was scheduled; NULL: on none that is enrolled.
ALTER TABLE publication ADD COLUMN device_id TEXT;

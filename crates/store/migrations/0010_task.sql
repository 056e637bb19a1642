-- What waits for somebody (今日の仕事, decision 0031): for each target of a post that was passed on and whose send has not
-- begun, what is known of it when the regulation is asked about publishing. Written by the act that makes or ends it; who
-- asks and the organisation are added when it is read. A row goes with the last target that waits, so nothing of a text is
-- kept here that is not kept with its post.

CREATE TABLE task (
  tenant_id   TEXT NOT NULL,
  -- New with each writing: what is kept of it in memory stays right.
  id          TEXT NOT NULL,
  post_id     TEXT NOT NULL,
  account_id  TEXT NOT NULL,
  ordinal     {int} NOT NULL,
  -- NULL: nobody could tell. It is made anew.
  facts       TEXT,
  -- From when on time itself may have changed it. NULL: never.
  holds_until {int},
  -- Something it rests on was changed: a setting, the text, the ledger.
  stale       {bool} NOT NULL,
  -- It rests on when something was last sent to the account.
  of_sends    {bool} NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, post_id) REFERENCES post (tenant_id, id)
){strict};

CREATE UNIQUE INDEX task_target ON task (tenant_id, post_id, account_id);

-- What waits already: the worker makes it at once.
INSERT INTO task (tenant_id, id, post_id, account_id, ordinal, facts, holds_until, stale, of_sends)
SELECT t.tenant_id, t.id, t.post_id, t.account_id, t.ordinal, NULL, NULL, 1 = 1, 1 = 0
FROM post p JOIN post_target t ON t.tenant_id = p.tenant_id AND t.revision_id = p.revision_id
WHERE p.state = 'submitted' AND NOT EXISTS (SELECT 1 FROM publication s WHERE s.tenant_id = p.tenant_id
  AND s.post_id = p.id AND s.state IN ('sending', 'unknown', 'published'));

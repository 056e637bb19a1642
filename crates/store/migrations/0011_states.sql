-- A state carries its data and nothing else (decision 0030). Rows so far may hold what belonged to a former state, and
-- that is taken off them here, so that from now on whatever does not go together was changed by hand.

-- A send that was looked for and then found, or denied, kept how often it had been looked for.
UPDATE publication SET looks = 0 WHERE state <> 'unknown' AND looks <> 0;

-- The mailbox of the section in which mail about an account is read. Empty: nobody entered it.
ALTER TABLE account ADD COLUMN mailbox TEXT NOT NULL DEFAULT '';

-- When what an account is connected with is to be renewed (renew_at), and until when one worker is at it
-- (renewing_until): only one asks the service, because it may make a new token to renew by each time. Times only.
ALTER TABLE account_credential ADD COLUMN renew_at {int};
ALTER TABLE account_credential ADD COLUMN renewing_until {int};

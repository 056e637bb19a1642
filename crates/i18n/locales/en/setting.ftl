# What the text leaves to the body

setting-set = set
setting-waiting = waits for the second person
setting-unset = unset
setting-inherited = the body's value
setting-accounts = Set for single accounts
setting-accounts-hint = Where an account has a value here, it acts instead of the one of the body.
setting-form-hours = One span per line, as in mon-fri 08:30-17:15. A line holidays=open opens on holidays, a line closed=12-29..01-03 closes on those days.
setting-form-list = One per line.
setting-form-order = One per line, the lowest first: { $levels }
hours-holidays-open = also on holidays
hours-holidays-closed = not on holidays
hours-closed = not on { $days }
acting-no = deputies do not act
acting-yes = deputies act
acting-urgent = deputies act only on what cannot wait
acting-ordinary = deputies act, but not on what is unusual or important
acting-urgent-ordinary = deputies act only on what cannot wait and is neither unusual nor important
setting-unset-long = Unset (to be set by the body)
setting-proposal = Proposed value
setting-confirm = Confirm as the second person
setting-value = Value
setting-source = Source document
setting-source-hint = Title and decision number, so that it can be found later.
setting-note = Note
setting-by = Proposed by
setting-confirmed = Confirmed by
setting-not-confirmed = not confirmed yet
setting-effective = Effective from
setting-practice = practice value
setting-propose = Propose a value
setting-propose-do = Propose
setting-second = It acts once another person has confirmed it and its day has come.

field-unknown-setting = The regulation has no such setting.
field-setting-fixed = The text itself states this value; it cannot be set.
field-not-a-password-policy = Write one condition per line, as in min_length=10.
field-not-a-period = Write a period such as 30d (days), 5wd (working days), 6m (months), 1y (years), 1fy (fiscal year).
field-not-a-table = Write one row per line, as in key = value.
field-not-hours = Write the hours one span per line, as in mon-fri 08:30-17:15.
field-unset-required = Set this value first.
field-not-an-order = List all of those offered, one per line.
refused-setting-confirmed = This was confirmed already.
flash-setting-proposed = Proposed. It waits for a second person.
flash-setting-confirmed = Confirmed.
act-settings = proposing a value
act-confirm = confirming a value
web-field-value = value
web-field-source = source
web-field-effective = effective from
command-setting-propose = Value proposed
command-setting-confirm = Value confirmed
subject-setting = setting
web-setting-exception = Choose the position that grants the exception.
web-setting-required = Until it is set this stands still: { $acts }
web-setting-not-mine = Somebody other than the proposer confirms it.
web-policy-length = at least { $n } characters
web-policy-kinds = at least { $n } kinds of characters
setting-stated = Initial value counts
setting-stated-value = Initial value that counts:
setting-stated-hint = It counts until the body sets a value.

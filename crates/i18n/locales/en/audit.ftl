# Operations record

audit-seq = No.
audit-at = When
audit-who = Who
audit-what = What
audit-hash = Hash
verify-heading = Check for tampering
verify-whole = Whole
verify-entries = { $n } entries were checked.
verify-broken = Something is wrong
verify-broken-do = Touch nothing and tell the security officer. The record is then compared with its copies.
verify-end-proven = The end agrees with a published head.
verify-end-open = The end is not proven.
verify-end-open-do = Compare it with the newest published head.
verify-head = Head:
verify-none = Not checked yet.

command-audit-erase = Text erased
audit-all = All
audit-done = Done
audit-refused = Refused
verify-do = Verify the records
audit-subject = { $noun } (number ending { $id })

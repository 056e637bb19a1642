# Rows that cannot be read

unreadable = Unreadable data
unreadable-text = Stored rows that do not have the form in which this product writes them. Lists are shown without them. Where a list decides something, one such row makes it “cannot be judged”: nothing is permitted because a row is missing.
unreadable-none = Every row could be read.
unreadable-do-heading = What to do
unreadable-do-keep = Leave the database as it is and take a copy of its present state.
unreadable-do-tell = Print this page and give it to whoever runs the system. They find out who changed the row by hand, and bring back its value from a backup.
unreadable-do-verify = Check the audit entries for tampering.
unreadable-table = Table
unreadable-key = Row
unreadable-column = Column
unreadable-found = What stands there
unreadable-more = There may be more. Consider bringing back the whole database from a backup.

refused-unreadable-row = A stored row cannot be read, so this cannot be done. Nothing was changed. An administrator finds it on the page “Unreadable data”.

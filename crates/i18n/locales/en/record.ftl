# Records

record-give = Record it
record-subject = About:
record-bound = This record is for the content as it is now. A change makes it void.
record-single-use = For one act only. It is used up by the act that it allows.
record-stale = The content changed after this record, so it does not count for the content as it is now.
record-fields = What was recorded
record-about = About this record
record-by = Recorded by
record-at = Recorded at
record-from = Counts from
record-until = Counts until
record-used = Used up by

field-unanswered = Please tick it once you have made sure.
field-unknown-record-kind = The regulation knows no such record.
refused-record-used = This record was used by another act. A new one is needed.
flash-record-given = On record.
act-records = giving a record
web-field-fields = record
web-field-supply = record
command-record-give = Record given
subject-record = record
statements-heading = What was stated and decided
declared-found = In this text:
field-unanswered-live = Something in this text concerns it. Please make sure, and tick this line.
field-not-together = This record cannot be answered together with others. Please answer each line.

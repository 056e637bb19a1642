# Records

record-give = 記録する
record-subject = 対象：
record-bound = 今の内容に対する記録です。内容が変わると効力を失います。
record-single-use = 一件限りの記録です。許された操作に一度だけ使えます。
record-stale = この記録の後に内容が変わったため、今の内容には効力がありません。
record-fields = 記録の内容
record-about = この記録について
record-by = 記録した人
record-at = 記録日時
record-from = 有効期間の始め
record-until = 有効期間の終わり
record-used = 使われた操作

field-unanswered = 確かめたら、印を付けてください。
field-unknown-record-kind = この規程には、その記録がありません。
refused-record-used = この記録はほかの操作で使われました。新しい記録が必要です。
flash-record-given = 記録しました。
act-records = 記録
web-field-fields = 記録の内容
web-field-supply = 記録
command-record-give = 記録
subject-record = 記録
statements-heading = 確かめたこと・決めたこと
declared-found = この文では
field-unanswered-live = この文に関係するものがあります。確かめて、この行に印を付けてください。
field-not-together = この記録は、まとめて答えられません。一つずつ答えてください。

# Operations record

audit-seq = 番号
audit-at = 日時
audit-who = 誰が
audit-what = 何を
audit-hash = ハッシュ
verify-heading = 改ざん検査
verify-whole = 異常なし
verify-entries = { $n }件を検査しました。
verify-broken = 異常があります
verify-broken-do = 記録に触れず、情報セキュリティの責任者に知らせてください。控えと突き合わせます。
verify-end-proven = 末尾は、公開済みの控えと一致しています。
verify-end-open = 末尾は確かめられていません。
verify-end-open-do = 公開されている最新の控えと照らし合わせると確かめられます。
verify-head = 末尾の値：
verify-none = まだ検査していません。

command-audit-erase = 記録した文の消去
audit-all = すべて
audit-done = 行われた操作
audit-refused = 認められなかった操作
verify-do = 改ざんがないか検査する
audit-subject = { $noun }（番号の末尾 { $id }）

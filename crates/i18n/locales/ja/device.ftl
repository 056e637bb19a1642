# Devices

devices = 端末
devices-text = どの端末から操作しているかを、規程が問う場合に使います。端末を使ってよいかどうか、紛失したかどうかは、規程の記録で決まります。
devices-step-record = 規程が端末の記録を求めているときは、同じ番号でその記録を残します。
devices-step-code = 下で番号を入れて、登録用のコードを作ります。
devices-step-type = その端末でサインインし、右上のメニューの画面でコードを入力します。
devices-empty = 登録した端末はありません。
device-this = この端末の登録
device-new = 登録用のコードを作る
device-new-do = コードを作る
device-number = 管理番号
device-number-hint = 端末に貼ってある番号を、規程の記録と同じ書き方で入力してください。
device-state = 状態
device-at = 日時
device-by = 登録した人
device-waiting = 登録待ち（期限）
device-expired = コードの期限切れ
device-enrolled = 登録済み
device-revoked = 登録を外した
device-revoke = 登録を外す
device-code-made = 登録用のコード
device-code-text = 今だけ表示しています。24時間以内に、その端末で一度だけ使えます。
device-code = 登録用のコード
device-code-hint = 管理者から受け取ったコードです。
device-enrol-do = この端末を登録する
device-is = このブラウザーは、端末「{ $number }」として登録されています。
device-is-none = このブラウザーは、どの端末としても登録されていません。

field-bad-code = このコードは使えません。打ち間違い、使用済み、期限切れのどれかです。
flash-device-revoked = 端末の登録を外しました。
flash-device-enrolled = この端末を登録しました。
command-device-issue = 端末の登録用コードの発行
command-device-enrol = 端末の登録
command-device-revoke = 端末の登録の取消し
subject-device = 端末

# Personal tokens

tokens-text = ほかのソフトから、あなたとして読み書きするための値です。規程はトークンでの操作にも同じように適用されます。
tokens-empty = トークンはありません。
token-created = 新しいトークン
token-created-text = 今だけ表示しています。安全な場所に保管してください。
token-name = 名前
token-name-hint = どこで使うかを書いておくと、後で見分けられます。
token-kind = できること
token-read = 読むだけ
token-act = 操作もできる
token-feeds = 今日の仕事を予定表・フィードで受け取るだけ
token-calendar = 予定表のアドレス（iCalendar）
token-feed = フィードのアドレス（Atom）
token-feeds-text = 今だけ表示しています。予定表やフィードリーダーに登録してください。このアドレスを知っている人は、あなたを待っている仕事の種類・番号・期限・画面の場所を見られます。件名と本文は含みません。
token-made = 作成
token-used = 最終利用
token-ends = 期限
token-revoke = 無効にする
token-revoked = 無効
token-new = トークンを作る
token-new-do = 作る

flash-token-revoked = 接続用トークンを無効にしました。
command-token-create = トークンの発行
command-token-revoke = トークンの失効
subject-token = トークン

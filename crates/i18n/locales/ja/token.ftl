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

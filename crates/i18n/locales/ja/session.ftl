# Signing in and out, the capacity

sign-in = サインイン
sign-in-body = 団体
sign-in-login = ログイン名
sign-in-password = パスワード
sign-in-do = サインインする
sign-in-help = パスワードを忘れたときは、職員の管理者に初期化を依頼してください。
sign-in-public = 住民の皆さま向け：公式アカウント一覧
demo-heading = 練習用のサインイン
demo-text = 下の架空の職員でサインインできます。投稿は練習用の相手に届くだけで、外には出ません。
demo-person = 職員
demo-double = 練習用の相手に届いた投稿を見る
capacity-title = どの職として行いますか
capacity-text = 複数の職に就いています。操作は、選んだ職のものとして記録されます。
capacity-current = 現在の職

web-session-ended = サインインの時間が切れました。入力した内容は下に残してあります。写してから、もう一度サインインしてください。
session-ended = サインインの時間が切れました
session-ended-text = もう一度サインインすると、入力した内容で続けられます。何も失われていません。
session-ended-again = 入力した内容は下に残してあります。写してから、もう一度サインインしてください。
session-ended-files = 選んだ画像（{ $files }）は送れませんでした。サインインの後で、もう一度選んでください。
session-continue = サインインしました
session-continue-text = 送ろうとしていた内容です。続けるには、次のボタンを押してください。
session-continue-do = この内容で続ける
session-back = 元の画面へ（この内容は送らない）
sign-in-wrong = ログイン名かパスワードが違います。
sign-in-limited = 間違いが続いたため、{ $at }までお待ちください。
flash-signed-out = サインアウトしました。
flash-capacity-chosen = 立場を切り替えました。
command-session-choose-capacity = 立場の切替え
command-session-sign-in = サインイン
command-session-sign-out = サインアウト
command-session-sign-out-everywhere = すべての端末のサインアウト
subject-login = ログイン
subject-session = サインイン

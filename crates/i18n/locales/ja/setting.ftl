# What the text leaves to the body

setting-set = 設定済
setting-waiting = 二人目の確認を待っています
setting-unset = 未設定
setting-inherited = 団体の値
setting-accounts = アカウントごとに定める
setting-accounts-hint = ここで定めたアカウントでは、団体の値の代わりに働きます。
setting-form-hours = mon-fri 08:30-17:15 のように、一行に一つずつ書いてください。祝日も開くときは holidays=open、休む日は closed=12-29..01-03 という行を加えます。
setting-form-list = 一行に一つずつ書いてください。
setting-form-order = 低い方から順に、一行に一つずつ書いてください：{ $levels }
hours-holidays-open = 祝日も
hours-holidays-closed = 祝日を除く
hours-closed = { $days }を除く
acting-no = 代理は行わない
acting-yes = 代理が行う
acting-urgent = 急を要するものに限り、代理が行う
acting-ordinary = 異例のもの・重要なものを除き、代理が行う
acting-urgent-ordinary = 急を要し、かつ異例でも重要でもないものに限り、代理が行う
setting-unset-long = 未設定（団体で定める値）
setting-proposal = 提案中の値
setting-confirm = 二人目として確認する
setting-value = 値
setting-source = 根拠となる文書
setting-source-hint = 文書名と決裁番号など、後から探せるように書いてください。
setting-note = 備考
setting-by = 提案した人
setting-confirmed = 確認した人
setting-not-confirmed = まだ確認されていません
setting-effective = 適用日
setting-practice = 練習用の値
setting-propose = 値を提案する
setting-propose-do = 提案する
setting-second = 提案した人とは別の人が確認し、適用日になると効力を持ちます。

field-unknown-setting = この規程には、その設定がありません。
field-setting-fixed = この値は条文で決まっているため、設定できません。
field-not-a-password-policy = min_length=10 のように、一行に一つずつ書いてください。
field-not-a-period = 30d（日）、5wd（開庁日）、6m（月）、1y（年）、1fy（年度）のように書いてください。
field-not-a-table = 「区分 = 職」のように、一行に一つずつ書いてください。
field-not-hours = mon-fri 08:30-17:15 のように、一行に一つずつ書いてください。
field-unset-required = 先に値を決めてください。
field-not-an-order = 示されたものをすべて、一行に一つずつ並べてください。
refused-setting-confirmed = すでに確認されています。
flash-setting-proposed = 案を記録しました。別の人の確認を待ちます。
flash-setting-confirmed = 確認しました。
act-settings = 値の案
act-confirm = 値の確認
web-field-value = 値
web-field-source = 根拠となる文書
web-field-effective = 効力の始まり
command-setting-propose = 値の案
command-setting-confirm = 値の確認
subject-setting = 設定
web-setting-exception = 例外を認める職を選びます。
web-setting-required = 決まるまで行えないこと：{ $acts }
web-setting-not-mine = 案を出した人とは別の人が確認します。
web-policy-length = { $n }字以上
web-policy-kinds = { $n }種類以上の文字
setting-stated = 初期値を適用
setting-stated-value = 適用中の初期値：
setting-stated-hint = 団体が値を定めるまで、この初期値を適用します。

# The page for residents, in plain words

public-title = 公式アカウント一覧
public-updated = この一覧をつくった日：
public-intro = ここにあるものが、公式のSNSアカウントです。名前や絵が同じでも、ここにないものには気をつけてください。
public-find = 探し方：アカウント名（ID）を、このページの中で検索してください。
public-ours = 公式アカウント
public-ours-none = 今、公式アカウントはありません。
public-ended = 終わった公式アカウント
public-ended-on = 終わった日
public-successor = かわりのアカウント
public-no-url = まだ登録していません
public-not-checked = まだ確かめていません
public-answers = 「本物ですか？」への4つの答え
public-a1 = ① 公式です
public-a1-text = 上の一覧にあり、状態が「運用中」のものです。
public-a2 = ② 終わった公式アカウントです
public-a2-text = 前は公式でした。今は使っていません。新しい投稿があれば、教えてください。
public-a3 = ③ 公式ではないと確かめました
public-a3-text = にせものと確かめたものは、ここに書きます。今、書くものはありません。
public-a4 = ④ 一覧にありません
public-a4-text = 公式とは言えませんが、にせものとも限りません。心配なときは電話で聞いてください。お金やカードの番号を聞かれたら、答えないでください。
public-contact = 聞きたいとき・おかしいと思ったとき：
public-posts = 新しいお知らせ
public-atom = 更新情報（Atom）
public-json = 更新情報（JSON）
public-checkpoint = 操作記録の控え
public-checkpoint-text = 記録が後から書き換えられていないことを、だれでも確かめるための値です。

web-public-of = { $name }の公式アカウント一覧
web-public-page = 住民向けの一覧を見る
public-corrected = この投稿には訂正があります。
public-corrected-see = 訂正を見る
public-corrects = この投稿は訂正です。
public-corrects-see = 訂正された投稿を見る

# What stands in a text

screening-title = 文章の確認（試し読み）
screening-hint = 文章に含まれる表現や個人の情報を読み取り、規程のどの項に関わるかを示します。入力した文章は保存しません。
screening-text = 文章
screening-mode = どちらの文章ですか
screening-do = 読み取る
screening-found = 本文から読み取ったもの {$n}件
screening-none = 読み取ったものはありません。問題がないことの証明ではありません。
screening-proposes = 読み取りは提案です。どう扱うかは規程に定め、判断は担当する職員が行います。
screening-link = 文章の確認（試し読み）

field-not-a-mode = 「draft」（職員の投稿案）か「comment」（住民のコメント）を選んでください。
screening-mode-draft = 職員の投稿案
screening-mode-comment = 住民のコメント
tier-certain = 確実
tier-strong = 強い
tier-possible = 可能性
tier-cue = 手がかり

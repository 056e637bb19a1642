# Absences

absences = 不在の登録
absences-text = 不在の間は、確認などを頼む画面に「不在」と代理の職員が表示されます。
absences-mine = あなたの不在
absences-none = 登録された不在はありません。
absence-open = 未定
absence-now = 不在中
absence-new = 不在の期間
absence-hint = 時刻を空けると、その日の始めから終わりまでになります。終わりが未定なら空けておきます。
absence-new-do = 不在を登録する
absence-end = 戻った日時を記録する
absence-end-hint = 空欄なら今戻ったものとして記録します。
absence-end-do = 戻りを記録する

command-absence-start = 不在の登録
command-absence-end = 不在の終了
flash-absence-entered = 不在を登録しました。
flash-absence-ended = 戻りを記録しました。
act-absences = 不在の登録
subject-absence = 不在

// The counter of the composer counts as each service does. It is the script of the pages itself that is tried here, on the
// vectors that were made with X's own library and that the server's counter is tried on as well.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

const script = read('crates/web/assets/app.js');
const part = script.slice(script.indexOf('  function length(text, unit)'), script.indexOf('  function counters(form)'));
const length = new Function(`${part}; return length;`)();

test('a post for X is as long as X says', () => {
  const vectors = read('crates/platforms/tests/vectors/x-length.txt').split('\n').filter(Boolean);
  assert.ok(vectors.length > 100);
  for (const line of vectors) {
    const [expected, text] = [line.slice(0, line.indexOf(' ')), JSON.parse(line.slice(line.indexOf(' ') + 1))];
    assert.equal(length(text, 'weighted'), Number(expected), text);
  }
});

test('bytes, UTF-16 and code points', () => {
  const text = '祭👩‍👩‍👧‍👦𠮷é';
  assert.equal(length(text, 'utf-8'), Buffer.byteLength(text));
  assert.equal(length(text, 'utf-16'), text.length);
  assert.equal(length(text, 'code-point'), [...text].length);
});

test('a long text without an end is counted, too', () => {
  const counts = Object.fromEntries(['a.', '(', 'あ', 'a-'].map((piece) => [piece, length(piece.repeat(2000), 'weighted')]));
  assert.deepEqual(counts, { 'a.': 4000, '(': 2000, あ: 4000, 'a-': 4000 });
});

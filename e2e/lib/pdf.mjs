// What Chromium printed: how many pages of which size, and the text on them. Only as much of PDF as Chromium writes.
import { inflateSync } from 'node:zlib';

/** Millimetres of a length in points. */
const mm = (points) => Math.round((points * 25.4) / 72);

/** Objects by number: what stands before the stream, and the stream as text of one byte a character. */
function objects(bytes) {
  const text = bytes.toString('latin1');
  const found = new Map();
  for (const match of text.matchAll(/(?:^|\n)(\d+) 0 obj\b([\s\S]*?)\nendobj/g)) {
    const [, number, body] = match;
    const at = body.indexOf('stream\n');
    const head = at < 0 ? body : body.slice(0, at);
    let stream = '';
    if (at >= 0) {
      const raw = Buffer.from(body.slice(at + 'stream\n'.length, body.lastIndexOf('\nendstream')), 'latin1');
      stream = (/\/FlateDecode/.test(head) ? inflateSync(raw) : raw).toString('latin1');
    }
    found.set(number, { head, stream });
  }
  return found;
}

const utf16 = (hex) => Buffer.from(hex, 'hex').swap16().toString('utf16le');

/** The characters of a font by its codes, from its ToUnicode map. */
function characters(map) {
  const found = new Map();
  for (const [, block] of map.matchAll(/beginbfchar([\s\S]*?)endbfchar/g)) {
    for (const [, code, text] of block.matchAll(/<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>/g)) found.set(parseInt(code, 16), utf16(text));
  }
  for (const [, block] of map.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
    for (const [, first, last, text] of block.matchAll(/<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>/g)) {
      const start = parseInt(text, 16);
      for (let code = parseInt(first, 16); code <= parseInt(last, 16); code += 1) {
        found.set(code, String.fromCodePoint(start + code - parseInt(first, 16)));
      }
    }
  }
  return found;
}

/** Pages with their size in millimetres and their text, without blanks. */
export function printed(bytes) {
  const all = objects(bytes);
  const fonts = new Map();
  for (const [number, { head }] of all) {
    const map = /\/ToUnicode (\d+) 0 R/.exec(head);
    if (map) fonts.set(number, characters(all.get(map[1]).stream));
  }
  const pages = [...all.values()].filter(({ head }) => /\/Type\s*\/Page\b(?!s)/.test(head));
  return pages.map(({ head }) => {
    const [, width, height] = /\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/.exec(head);
    const resources = /\/Resources (\d+) 0 R/.exec(head);
    const names = new Map();
    for (const [, name, number] of (resources ? all.get(resources[1]).head : head).matchAll(/\/(F\d+) (\d+) 0 R/g)) names.set(name, fonts.get(number));
    const contents = [...(/\/Contents\s*(\[[^\]]*\]|\d+ 0 R)/.exec(head)?.[1] ?? '').matchAll(/(\d+) 0 R/g)];
    let font;
    let text = '';
    for (const [, number] of contents) {
      for (const [, name, hex] of all.get(number).stream.matchAll(/\/(F\d+) [\d.]+ Tf|<([0-9A-Fa-f]+)>/g)) {
        if (name) font = names.get(name);
        else if (font) for (const code of hex.match(/.{4}/g) ?? []) text += font.get(parseInt(code, 16)) ?? '';
      }
    }
    return { width: mm(Number(width)), height: mm(Number(height)), text: text.replace(/\s/g, '') };
  });
}

// What every page has to keep, whatever it shows.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** axe, width, language, headings: everything that holds for each page. */
export async function lookAt(page, what) {
  const shape = await page.evaluate(shapeOf);
  // axe needs the page's own timers; without scripts the same page is looked at for everything else.
  const violations = page.scripts ? await axeViolations(page) : [];
  assert.deepEqual(violations, [], `${what}: axe`);
  assert.equal(shape.lang, page.lang, `${what}: the page says its language`);
  assert.ok(shape.title.length > 0, `${what}: has a title`);
  assert.equal(shape.mains, 1, `${what}: one main part`);
  assert.equal(shape.firstHeadings, 1, `${what}: one first heading`);
  assert.ok(shape.width <= shape.viewport, `${what}: wider (${shape.width}) than the window (${shape.viewport}): ${shape.wide}`);
  assert.deepEqual(shape.missing, [], `${what}: texts without translation`);
  if (page.lang === 'en') assert.deepEqual(shape.japanese, [], `${what}: Japanese that is not marked as data`);
}

async function axeViolations(page) {
  await page.evaluate(AXE);
  const result = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  return result.violations.map((violation) => {
    const places = violation.nodes.slice(0, 3).map((node) => `${node.target.join(' ')}: ${node.failureSummary?.split('\n')[1] ?? ''}`);
    return `${violation.id}: ${violation.help}\n  ${places.join('\n  ')}`;
  });
}

/** Runs inside the page. */
function shapeOf() {
  const japanese = /[\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f]/;
  const isData = (element) => {
    const marked = element.closest('[lang]');
    return (marked && marked !== document.documentElement && marked.lang.startsWith('ja')) || element.closest('textarea, script, style, title');
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let node = walker.currentNode; node; node = walker.nextNode()) {
    if (node.nodeType === Node.TEXT_NODE) {
      if (japanese.test(node.data) && !isData(node.parentElement)) found.push(node.data.trim());
    } else {
      for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
        const value = node.getAttribute(name);
        if (value && japanese.test(value) && !isData(node)) found.push(`${name}=${value}`);
      }
    }
  }
  const viewport = document.documentElement.clientWidth;
  const wide = [...document.body.querySelectorAll('*')]
    .filter((element) => element.getBoundingClientRect().right > viewport + 1 && getComputedStyle(element).position !== 'absolute')
    .slice(0, 3)
    .map((element) => `${element.tagName.toLowerCase()}.${element.className}`)
    .join(', ');
  return {
    lang: document.documentElement.lang,
    title: document.title,
    mains: document.querySelectorAll('main').length,
    firstHeadings: document.querySelectorAll('h1').length,
    width: document.documentElement.scrollWidth,
    viewport,
    wide,
    // A key that was not translated shows as itself.
    missing: [...document.body.innerText.matchAll(/\{\$?[a-z-]+\}|\?\?[a-z-]+/g)].map((match) => match[0]),
    japanese: [...new Set(found)],
  };
}

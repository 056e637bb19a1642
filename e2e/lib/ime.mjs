// A Japanese input method as Chromium sees it: real composition events, not pasted text.

/**
 * Types `steps` into the focused field. Each step is `[reading…, result]`: what stands underlined while one types, and
 * what conversion makes of it. Before the result is taken over, Enter is pressed as an input method passes it on, and
 * `between` runs while the text is still being converted.
 */
export async function compose(page, steps, { between = async () => {} } = {}) {
  const cdp = await page.context().newCDPSession(page);
  for (const step of steps) {
    const result = step.at(-1);
    for (const text of [...step.slice(0, -1), result]) {
      await cdp.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Process', windowsVirtualKeyCode: 229 });
      await cdp.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
      await cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', key: 'Process', windowsVirtualKeyCode: 229 });
    }
    await between();
    await cdp.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229 });
    await cdp.send('Input.insertText', { text: result });
    await cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13 });
  }
  await cdp.detach();
}

/** Notes composition events and every key that reached the page while composing. */
export async function watchComposition(page) {
  await page.evaluate(() => {
    globalThis.composition = { starts: 0, ends: 0, submits: 0, entersWhileComposing: 0, open: false };
    const seen = globalThis.composition;
    addEventListener('compositionstart', () => { seen.starts += 1; seen.open = true; }, true);
    addEventListener('compositionend', () => { seen.ends += 1; seen.open = false; }, true);
    addEventListener('submit', () => { seen.submits += 1; }, true);
    addEventListener('keydown', (event) => { if (event.isComposing && event.code === 'Enter') seen.entersWhileComposing += 1; }, true);
  });
  return () => page.evaluate(() => globalThis.composition);
}

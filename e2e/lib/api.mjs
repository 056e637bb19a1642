// The JSON interface, used as another program would: a personal token, ETags and command ids.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';

/** Makes a personal token that may act, on the page for tokens, and gives its text. */
export async function makeToken(page, name) {
  await page.goto('tokens');
  await page.fill('#name', name);
  await page.check('input[name="kind"][value="act"]');
  await page.click('form[action="/tokens"] button.primary');
  const token = await page.locator('#created-token').evaluate((field) => field.value ?? field.textContent);
  assert.match(token.trim(), /\S{20,}/, 'the token is shown once');
  return token.trim();
}

/** Calls `/api/v1/…`; gives status, body and version. */
export function client(demo, token) {
  return async (method, path, { body, version } = {}) => {
    const headers = { authorization: `Bearer ${token}`, accept: 'application/json' };
    if (method !== 'GET') headers['idempotency-key'] = randomUUID();
    if (body !== undefined) headers['content-type'] = 'application/json';
    if (version !== undefined) headers['if-match'] = version;
    const answer = await fetch(new URL(`api/v1/${path}`, demo.local), {
      method, headers, body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    return { status: answer.status, type: answer.headers.get('content-type'), version: answer.headers.get('etag'), body: text ? JSON.parse(text) : null };
  };
}

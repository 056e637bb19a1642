// Starts the program itself, as a user does: `tatefuda demo` on a fresh folder.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A name that is no secure context, as in a closed network; the browser maps it to this machine. */
export const HOST = 'tatefuda.test';

const root = fileURLToPath(new URL('../..', import.meta.url));

export function programPath() {
  const target = process.env.CARGO_TARGET_DIR ?? join(root, 'target');
  const path = process.env.TATEFUDA_BIN ?? join(target, 'debug', process.platform === 'win32' ? 'tatefuda.exe' : 'tatefuda');
  if (!existsSync(path)) throw new Error(`${path} is missing: cargo build --bin tatefuda`);
  return path;
}

/**
 * A running demo. `url` and `double` end with a slash; `url` names HOST, `local` names 127.0.0.1.
 * Everything is gone after `stop()`, and also when the tests die.
 */
export async function startDemo() {
  const data = mkdtempSync(join(tmpdir(), 'tatefuda-e2e-'));
  const child = spawn(programPath(), ['demo', '--port', '0', '--data', data], { stdio: ['ignore', 'pipe', 'pipe'] });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const log = [];
  createInterface({ input: child.stderr }).on('line', (line) => log.push(line));

  const addresses = new Promise((resolve, reject) => {
    const found = {};
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the demo ended with ${code}:\n${log.join('\n')}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const match = /^(Tatefuda demo|Facebook double): http:\/\/([^/]+)\/?$/.exec(line.trim());
      if (!match) return;
      found[match[1]] = match[2];
      if (found['Tatefuda demo'] && found['Facebook double']) resolve(found);
    });
  });
  const found = await addresses;
  child.removeAllListeners('exit');
  const local = found['Tatefuda demo'];
  const port = local.split(':')[1];

  return {
    url: `http://${HOST}:${port}/`,
    local: `http://${local}/`,
    double: `http://${found['Facebook double']}/`,
    data,
    /** Lines on standard error so far. */
    log,
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      process.removeListener('exit', kill);
      if (child.exitCode === null) {
        child.kill('SIGTERM');
        await ended;
      }
      rmSync(data, { recursive: true, force: true });
      rmSync(`${data}-state`, { recursive: true, force: true });
    },
  };
}

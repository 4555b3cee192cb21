import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Writable } from 'node:stream';
import { Command } from 'commander';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readDeployment } from '../../../toolchain/build/Deployment';
import { hostsOf } from '../../../toolchain/build/Hosts';
import { addVerifyCommands } from '../../../toolchain/cli/VerifyCommands';

let root: string;

/** A checkout of one's own, with what was built in this one. */
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'verify-'));
  const built = process.env['SHEETBOUND_BUNDLE'] ?? 'dist/apps-script';
  cpSync(built, join(root, 'dist/apps-script'), { recursive: true });
  symlinkSync(resolve('src'), join(root, 'src'));
  for (const file of ['appsscript.json', 'sheetbound.config.json']) cpSync(file, join(root, file));
});

/** Those of the connectors of this checkout, and two of its notices. */
function hostCount(): number {
  return hostsOf(readDeployment()).length;
}

afterEach(() => {
  rmSync(root, { recursive: true });
});

function edit(path: string, change: (text: string) => string): void {
  writeFileSync(join(root, path), change(readFileSync(join(root, path), 'utf8')));
}

async function verify(...words: string[]): Promise<{ out: string; err: string; code: number }> {
  const texts = { out: '', err: '' };
  const stream = (name: 'out' | 'err'): Writable =>
    new Writable({
      write: (chunk, _encoding, done) => {
        texts[name] += String(chunk);
        done();
      },
    });
  let code = 0;
  const program = new Command().exitOverride();
  addVerifyCommands(program, {
    terminal: { out: stream('out'), err: stream('err'), variables: {} },
    root,
    version: '1.0.0',
    end: given => {
      code = given;
    },
  });
  await program.parseAsync(['verify', ...words], { from: 'user' });
  return { ...texts, code };
}

describe('sheetbound verify', () => {
  it('says in one line what it took for good', async () => {
    const { out, err, code } = await verify();
    expect(out).toMatch(new RegExp(`^Verified: 1 script, \\d+ KB, 4 scopes, ${hostCount()} hosts\\n$`));
    expect({ err, code }).toEqual({ err: '', code: 0 });
  });

  it('shows faults by what is to be done about them, and ends with 1: a pipeline stops', async () => {
    edit('dist/apps-script/Code.js', code =>
      code.replace('toast(message, seconds = 10) {', '$& fetch(message); fetch(message);'),
    );
    const { out, err, code } = await verify();
    expect({ out, code }).toEqual({ out: '', code: 1 });
    const place = String.raw`  environments/apps-script/Dialogs\.ts:\d+:\d+  \(built: Code\.js:\d+:\d+\)\n    Apps Script has no "fetch"\.\n`;
    expect(err).toMatch(
      new RegExp(
        String.raw`^unknown-global\n${place}${place}  To do: Use .urlFetchWithRetry.*\n\n2 faults: this script is not to be pushed\.\n$`,
      ),
    );
  });

  it('explains each scope with the lines that call for it, and each host with its connector', async () => {
    const { out } = await verify('--explain');
    expect(out).toContain(
      '  script.scriptapp\n    why          the script makes, finds and removes the triggers',
    );
    expect(out).toContain('    Google shows "Allow this application to run when you are not present"\n');
    expect(out).toMatch(/ScriptApp\.newTrigger: .*environments\/apps-script\/ticker\/TickerTrigger\.ts:\d+/);
    expect(out).toMatch(/ {2}api\.github\.com +GitHub\n/);
    expect(out).toMatch(/ {2}hooks\.slack\.com +notices to Slack\n/);
  });

  it('explains a scope that was added on purpose', async () => {
    const scope = 'https://www.googleapis.com/auth/drive.readonly';
    edit('sheetbound.config.json', text =>
      JSON.stringify({ ...(JSON.parse(text) as object), extraScopes: [scope] }),
    );
    edit('dist/apps-script/appsscript.json', text => text.replace('"oauthScopes": [', `$& "${scope}",`));
    const { out, code } = await verify('--explain');
    expect(code).toBe(0);
    expect(out).toContain('  drive.readonly\n    why          extraScopes of sheetbound.config.json');
  });

  it('prints one document for programs', async () => {
    edit('dist/apps-script/appsscript.json', text => text.replace('"V8"', '"V7"'));
    const { out, code } = await verify('--json');
    const { faults, scopes, hosts } = JSON.parse(out) as Record<string, unknown[]>;
    expect(code).toBe(1);
    expect(faults).toMatchObject([{ kind: 'manifest-runtime', place: { file: 'appsscript.json', line: 3 } }]);
    expect([scopes?.length, hosts?.length]).toEqual([4, hostCount()]);
  });

  it('names the line of the manifest that somebody wrote, not the one that was made of it', async () => {
    const scope = 'https://www.googleapis.com/auth/drive';
    writeFileSync(
      join(root, 'appsscript.json'),
      `{ "timeZone": "Etc/UTC",\n  "runtimeVersion": "V8",\n  "oauthScopes": [\n    "${scope}"\n  ]\n}\n`,
    );
    edit('dist/apps-script/appsscript.json', text => text.replace('"oauthScopes": [', `$&"${scope}",`));
    const { err } = await verify();
    expect(err).toContain('scope-not-needed\n  appsscript.json:4:5  (built: appsscript.json:');
  });

  it('finds a credential among the settings and does not print it', async () => {
    const key = ['AIza', 'SyA1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q'].join('');
    edit('sheetbound.config.json', text =>
      JSON.stringify({ ...(JSON.parse(text) as object), targets: [key] }),
    );
    const { err, code } = await verify();
    expect(code).toBe(1);
    expect(err).toContain('sheetbound.config.json:1:');
    expect(err).not.toContain(key.slice(4, 20));
  });

  it('says what to run when nothing was built', async () => {
    rmSync(join(root, 'dist'), { recursive: true });
    await expect(verify()).rejects.toThrow(/\[Verify\] There is no built script .* Run: npm run build$/);
  });
});

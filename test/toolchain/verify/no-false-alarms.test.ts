import { describe, expect, it } from 'vitest';
import { judgeCredentials } from '../../../toolchain/verify/Credentials';
import { FaultList } from '../../../toolchain/verify/FaultList';
import { ScriptText } from '../../../toolchain/verify/ScriptText';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Project } from './support/project';

/** What a deployer may well do: nobody is to be kept from it. */
const HARMLESS: readonly (readonly [what: string, change: (project: Project) => void])[] = [
  [
    'a connector of one’s own',
    project => project.add('Mine', 'SERVER_JS', 'function registerConnectors() { return []; }\n'),
  ],
  [
    'asking whether a name is there',
    project => project.append("function ask() { return typeof fetch === 'undefined'; }"),
  ],
  [
    'a variable of a loop that another file reads',
    project => {
      project.append('for (var index = 0; index < 2; index++) {}');
      project.add('Mine', 'SERVER_JS', 'function ask() { return index; }\n');
    },
  ],
  [
    'a picture that is loaded later',
    project => {
      project.add(
        'Page',
        'HTML',
        '<img data-src="a.png" src="https://cdn.net/a.png" onerror="return false">',
      );
      project.append("function showPage() { return HtmlService.createHtmlOutputFromFile('Page'); }");
    },
  ],
  [
    'a library',
    project => {
      project.manifest(
        one => (one['dependencies'] = { libraries: [{ userSymbol: 'Lib', libraryId: 'x', version: '3' }] }),
      );
      project.append(
        "function ask() { return Lib.answer(); }\nfunction menu(ui) { ui.createMenu('M').addItem('A', 'Lib.answer'); }",
      );
    },
  ],
  [
    'a right that is added on purpose',
    project => {
      const scope = 'https://www.googleapis.com/auth/drive.readonly';
      project.rights = { ...project.rights, extraScopes: [scope] };
      project.manifest(one => (one['oauthScopes'] = [...(one['oauthScopes'] as string[]), scope]));
      project.append("function read() { return DriveApp.getFileById('x'); }");
    },
  ],
  [
    'a host that is added on purpose',
    project => {
      project.rights = {
        ...project.rights,
        hosts: [...project.rights.hosts, { host: '*.mine.net', reasons: ['extraHosts'] }],
      };
      project.manifest(
        one =>
          (one['urlFetchWhitelist'] = [...(one['urlFetchWhitelist'] as string[]), 'https://*.mine.net/']),
      );
    },
  ],
  [
    'a web app that the manifest of the checkout asks for',
    project => {
      const webapp = { access: 'MYSELF', executeAs: 'USER_ACCESSING' };
      project.manifest(one => (one['webapp'] = webapp));
      project.template = JSON.stringify({ ...(JSON.parse(project.template) as object), webapp });
    },
  ],
  [
    'a sidebar',
    project => {
      project.manifest(one => {
        one['oauthScopes'] = [
          ...(one['oauthScopes'] as string[]),
          'https://www.googleapis.com/auth/script.container.ui',
        ];
      });
      project.add(
        'Sidebar',
        'HTML',
        `<!DOCTYPE html>
<!-- <script src="old.js"></script> -->
<base target="_top"><link rel="stylesheet" href="https://fonts.googleapis.com/css?family=Roboto">
<script type="application/json">{ not: javascript }</script>
<?!= HtmlService.createHtmlOutputFromFile('Styles').getContent() ?>
<script>
  const title = <?= JSON.stringify(title) ?>;
  const link = 'https://example.net/';  // a comment
  const run = google.script.run.withFailureHandler(error => alert(error.message));
  google.script.run.withSuccessHandler(show).withUserObject(title).listImports({ a: 1 });
  run.importNewData({});
  async function show() { fetch(link); window.title = title; }
</script><a href="#top">up</a>`,
      );
      project.add('Styles', 'HTML', '<style>p { color: red }</style>');
      project.append(`function openSidebar() {
  const page = HtmlService.createTemplateFromFile('Sidebar');
  SpreadsheetApp.getUi().showSidebar(page.evaluate());
}`);
    },
  ],
];

describe('what is harmless is not refused', () => {
  it.each(HARMLESS)('%s', (_what, change) => {
    const project = new Project();
    change(project);
    expect(project.verify().faults).toEqual([]);
  });

  it('takes nothing in the sources for a credential: a build that fails for no reason is switched off', () => {
    const faults = new FaultList(() => undefined);
    for (const folder of ['src', 'environments', 'toolchain'])
      for (const path of readdirSync(folder, { recursive: true }) as string[])
        if (path.endsWith('.ts') || path.endsWith('.json'))
          judgeCredentials(
            new ScriptText({
              name: join(folder, path),
              type: 'JSON',
              source: readFileSync(join(folder, path), 'utf8'),
            }),
            faults,
          );
    expect(faults.sorted()).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { failureOf, worldOf } from './support';

describe('google.script.run', () => {
  const code = `
    function echo(value) { return value; }
    function nothing() {}
    function date() { return { ok: 1, at: new Date() }; }
    function nan() { return [1, [NaN]]; }
    function circle() { var a = {}; a.a = a; return a; }
    function service() { return PropertiesService; }
    function holes() { return { list: [1, undefined, null], gone: undefined, kept: 0 }; }
    function change(value) { value.changed = true; return value; }
    function own(value) { return [value instanceof Object, Array.isArray(value.list), value.list instanceof Array]; }
    function fail() { throw new Error('refused'); }
    async function later() { return 'value'; }
    function hidden_() {}
    var variable = function () {};
    var tools = { method: function () {} };
    globalThis['dynamic'] = function () {};`;

  it('copies plain values both ways', () => {
    const { ann } = worldOf(code);
    const sent = { a: [1, 'x', true, null, { b: 0 }] };
    expect(ann.call('echo', sent).result).toEqual(sent);
    expect(ann.call('change', sent).result).toEqual({ ...sent, changed: true });
    expect(sent).not.toHaveProperty('changed');
    expect(ann.call('nothing').result).toBeNull();
    expect(ann.call('holes').result).toEqual({ list: [1, null, null], kept: 0 });
    expect(ann.call('own', { list: [] }).result).toEqual([true, true, true]);
  });

  it.each(['date', 'nan', 'circle', 'service', 'later'])(
    'hands over null for the whole of what %s returns, without an error',
    name => {
      const record = worldOf(code).ann.call(name);
      expect([record.status, record.result]).toEqual(['completed', null]);
    },
  );

  it('refuses arguments that cannot be sent, before anything runs', () => {
    const { ann, emulator } = worldOf(code);
    for (const value of [new Date(), () => 1, NaN, { deep: [Infinity] }, new Map()])
      expect(() => ann.call('echo', 'fine', value)).toThrow('Failed due to illegal value in property: 1');
    expect(emulator.executions).toEqual([]);
  });

  it('shows pages the declared functions only', () => {
    const { ann } = worldOf(code);
    for (const name of ['hidden_', 'variable', 'tools.method', 'dynamic', 'missing', 'PropertiesService'])
      expect(() => ann.call(name)).toThrow(`google.script.run.${name} is not a function`);
  });

  it('gives the failure handler what was thrown', () => {
    expect(failureOf(worldOf(code).ann.call('fail'))).toBe('Error: refused');
  });
});

describe('HtmlService', () => {
  const htmlFiles = {
    Page: '<b><?= name ?></b><? for (var i = 0; i < 2; i++) { ?><i><?= i ?></i><? } ?><?!= raw ?><?!= include("Part") ?>',
    Part: '<p>part</p>',
    Script:
      '<script>var a = <?= text ?>, b = "<?= text ?>", n = <?= number ?>;</script><a title="<?= text ?>">',
  };
  const code = `
    function include(name) { return HtmlService.createHtmlOutputFromFile(name).getContent(); }
    function page() { var t = HtmlService.createTemplateFromFile('Page'); t.name = '<Ann & "Bob">'; t.raw = '<u>raw</u>'; return t.evaluate().getContent(); }
    function script() { var t = HtmlService.createTemplateFromFile('Script'); t.text = '</script>"\\n'; t.number = 5; return t.evaluate().getContent(); }
    function build() {
      var output = HtmlService.createHtmlOutput('<b>').append('x').appendUntrusted('<script>').setTitle('T').setWidth(300).setHeight(200);
      return [output.getContent(), output.getTitle(), output.getWidth(), output.getHeight(), HtmlService.createHtmlOutput().getTitle(), output.clear().getContent()];
    }
    function first() { return HtmlService.createTemplate('<?= 1; 2 ?>').evaluate().getContent(); }
    function missing() { HtmlService.createTemplateFromFile('Nowhere'); }
    function undefinedName() { HtmlService.createTemplate('<?= nope ?>').evaluate(); }
    function generated() { var t = HtmlService.createTemplate('a<?= 1 + 1 ?>'); return [t.getRawContent(), t.getCode()]; }
    function run() { return eval(HtmlService.createTemplate('x').getCode().replace('HtmlService.initTemplate()', '{ $out: { append() {} } }'))._; }
    function meta() { HtmlService.createHtmlOutput('').addMetaTag('viewport', 'x').addMetaTag('robots', 'y'); }`;
  const { value, failure } = worldOf(code, { htmlFiles });

  it('evaluates templates with the variables that were set and the functions of the project', () => {
    expect(value('page')).toBe('<b>&lt;Ann &amp; &#34;Bob&#34;&gt;</b><i>0</i><i>1</i><u>raw</u><p>part</p>');
    expect(value('first')).toBe('1');
  });

  it('escapes for the place where a value lands, so that data cannot end a script', () => {
    const html = String(value('script'));
    expect(html.match(/<\/script>/g)).toHaveLength(1);
    expect(html).toContain('n = 5;');
    expect(html).toContain('title="&lt;/script&gt;&#34;\n"');
    const scriptText = /<script>(.*)<\/script>/s.exec(html)?.[1] ?? '';
    expect(new Function(`${scriptText} return [a, b];`)()).toEqual(['</script>"\n', '</script>"\n']);
  });

  it('builds pages step by step', () => {
    expect(value('build')).toEqual(['<b>x&lt;script&gt;', 'T', 300, 200, '', '']);
    expect(failure('meta')).toMatch(/^Exception: .*meta tag/);
  });

  it('names a file or variable that is missing', () => {
    expect(failure('missing')).toBe('Exception: No HTML file named Nowhere was found.');
    expect(failure('undefinedName')).toBe('ReferenceError: nope is not defined');
  });

  it('shows the code of a template in the shape of Google', () => {
    expect(value('generated')).toEqual([
      'a<?= 1 + 1 ?>',
      '(function() { var output = HtmlService.initTemplate();\noutput._ = "a";\noutput._$ = 1 + 1 ;\n' +
        "output.$out.append('');\nreturn output; })();",
    ]);
  });
});

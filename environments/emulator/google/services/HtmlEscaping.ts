/** Text as it may stand in HTML, attribute values in quotes included. */
export function escapeHtml(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&#34;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, character => entities[character] ?? character);
}

function escapeScript(text: string): string {
  return text.replace(
    /[\\'"`<>&=\r\n\u2028\u2029]/g,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The script text that `html` has open at its end; undefined when it ends outside of a script element. */
function openScript(html: string): string | undefined {
  const start = html.search(/<script\b[^>]*>(?![\s\S]*<\/script)/i);
  if (start < 0) return undefined;
  const last = html.toLowerCase().lastIndexOf('<script');
  return html.slice(html.indexOf('>', last) + 1);
}

/** Whether JavaScript text ends within a string. */
function endsInString(script: string): boolean {
  const rest = script.replace(
    /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^'\\\n]|\\[\s\S])*'|"(?:[^"\\\n]|\\[\s\S])*"|`(?:[^`\\]|\\[\s\S])*`/g,
    '',
  );
  return /['"`]/.test(rest);
}

/** A value printed by `<?= ?>`, escaped for the place that it lands in: HTML, script, or a string within a script. */
export function escapeForPlace(htmlBefore: string, value: unknown): string {
  const script = openScript(htmlBefore);
  if (script === undefined) return escapeHtml(String(value));
  if (endsInString(script)) return escapeScript(String(value));
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return String(value);
  return `'${escapeScript(String(value))}'`;
}

import type { AuthPart } from '../auth/AuthPart';
import { partsOf } from '../Addresses';
import type { ConnectorDesign } from '../ConnectorDesign';
import { toSnakeCase } from '../../../src/Core/FieldsSchema';
import { captionOf, destinationOf, titleOf, variableOf, wordsOf } from '../Names';
import { lines, paragraphs, steps, wrap } from '../Text';
import { hostsOf } from './ManifestFile';

/** `--secret` options that name environment variables. */
export function secretOptions({ name }: ConnectorDesign, { settings }: AuthPart): string {
  return settings.map(one => ` --secret ${one.name}=${variableOf(name, one.name)}`).join('');
}

/** `GETTING_STARTED.md`: from nothing to the first rows. */
export function gettingStartedFile(design: ConnectorDesign, auth: AuthPart): string {
  const { name, node, kind } = design;
  const title = titleOf(name);
  const labels = auth.settings.map(({ label }) => `**${label}**`);
  const command = `npx sheetbound run ${name}${secretOptions(design, auth)} --storage xlsx:${toSnakeCase(name)}.xlsx`;
  const text = paragraphs(
    `# Getting started with ${title}`,
    steps(
      `In your spreadsheet open the **Sheetbound** menu, add an import and pick **${title}**.${labels.length ? '' : ' There is nothing to sign up for.'}`,
      labels.length
        ? `Enter ${listed(labels)}; how to get ${labels.length === 1 ? 'it' : 'them'} is in [CREDENTIALS.md](CREDENTIALS.md).`
        : undefined,
      kind === 'time-series'
        ? 'Set **Start Date** if you want history: for instance `2026-01-01`. Long histories arrive in portions of **Max Fetching Days** days; the import goes on by itself until it has caught up.'
        : undefined,
      `Start the import. A tab \`${destinationOf(name, node)}\` appears with the ${wordsOf(node)}.`,
      'Turn the schedule on to keep it up to date.',
    ),
    lines('In a terminal:', `\`${command}\`,`, 'with `--simulate` to try it without the network.'),
    '## If something is wrong',
    troubles(auth),
  );
  return `${text}\n`;
}

function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;
}

function troubles({ settings }: AuthPart): string {
  return lines(
    '| you see | it means | do |',
    '| --- | --- | --- |',
    settings.length
      ? '| `401` | the credentials were mistyped, have ended or were withdrawn | enter new ones |'
      : undefined,
    settings.length
      ? '| `403` | the credentials may not read this | give them the permission, or enter others |'
      : undefined,
    '| `has no list of records` | the API answered with something else | import again later; nothing was written |',
    '| `is not JSON` | a proxy or a maintenance page answered | import again later; nothing was written |',
  );
}

/** `CREDENTIALS.md`; only a connector with secret settings has one. */
export function credentialsFile(design: ConnectorDesign, auth: AuthPart): string {
  const { name, node, baseUrl } = design;
  const example = auth.settings.at(-1)?.name ?? '';
  const text = paragraphs(
    `# Credentials for ${titleOf(name)}`,
    wrap(`${captionOf(node)} are read with credentials of your own.`),
    steps(...(auth.steps ?? [])),
    '## Where they are kept',
    wrap(
      `With your own account, apart from the spreadsheet's settings. They are sent to \`${partsOf(baseUrl).host}\`${tokenHost(design)} only and appear in no log, no error and no cell. On the command line name an environment variable instead of the value: \`--secret ${example}=${variableOf(name, example)}\`.`,
    ),
    wrap('To withdraw them, delete them at the same place: they stop working at once.'),
  );
  return `${text}\n`;
}

function tokenHost(design: ConnectorDesign): string {
  const [, other] = hostsOf(design);
  return other === undefined ? '' : ` and \`${other}\``;
}

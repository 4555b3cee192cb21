import { authPartOf } from './auth/AuthParts';
import type { ConnectorDesign } from './ConnectorDesign';
import { fieldsSchemaOf } from './Fields';
import { casesFile } from './files/CasesFile';
import { credentialsFile, gettingStartedFile } from './files/GuideFiles';
import { logoFile } from './files/LogoFile';
import { manifestFile } from './files/ManifestFile';
import { readmeFile } from './files/ReadmeFile';
import { recordsFile } from './files/RecordsFile';
import { simulatorFile } from './files/SimulatorFile';
import { simulatorTestFile } from './files/SimulatorTestFile';
import { sourceFile } from './files/SourceFile';
import { sourceTestFile } from './files/SourceTestFile';
import { pagingPartOf } from './paging/PagingParts';

/** The folders of a connector, from the root of the checkout. */
export const CONNECTOR_FOLDERS = ['environments/emulator/apis', 'test/sources', 'src/Sources'] as const;

/** Path from the root -> content. Code is not formatted yet. */
export type RenderedFiles = Readonly<Record<string, string>>;

/** Every file of a connector that works as it stands. Pure. */
export function renderConnector(design: ConnectorDesign): RenderedFiles {
  const auth = authPartOf(design);
  const paging = pagingPartOf(design);
  const { name } = design;
  const [simulators, tests, sources] = CONNECTOR_FOLDERS.map(folder => `${folder}/${name}`);
  return {
    [`${sources}/manifest.json`]: manifestFile(design),
    [`${sources}/Source.ts`]: sourceFile(design, auth, paging),
    [`${sources}/Connector.ts`]: connectorFile(name),
    [`${sources}/FieldsSchema.json`]: `${JSON.stringify(fieldsSchemaOf(design), null, 2)}\n`,
    [`${sources}/logo.svg`]: logoFile(design),
    [`${sources}/README.md`]: readmeFile(design, auth, paging),
    [`${sources}/GETTING_STARTED.md`]: gettingStartedFile(design, auth),
    ...(auth.settings.length ? { [`${sources}/CREDENTIALS.md`]: credentialsFile(design, auth) } : {}),
    [`${simulators}/Simulator.ts`]: simulatorFile(design, auth, paging),
    [`${simulators}/Records.ts`]: recordsFile(design),
    [`${tests}/cases.ts`]: casesFile(design, auth, paging),
    [`${tests}/${name}.test.ts`]: sourceTestFile(design, auth, paging),
    [`${tests}/simulator.test.ts`]: simulatorTestFile(design, auth, paging),
  };
}

function connectorFile(name: string): string {
  return `import { AbstractConnector } from '../../Core/AbstractConnector';

export class ${name}Connector extends AbstractConnector {}`;
}

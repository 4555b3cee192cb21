import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as prettier from 'prettier';
import { ToolError } from '../ToolError';
import type { RenderedFiles } from './RenderConnector';

/** Formats code as the checkout's own prettier does with the checkout's own settings; prose stays as it is. */
export async function formatFiles(files: RenderedFiles, root: string): Promise<RenderedFiles> {
  const { format, getFileInfo, resolveConfig } = prettierOf(root);
  const settings = await resolveConfig(join(root, 'package.json'));
  const ignorePath = join(root, '.prettierignore');
  const entries = Object.entries(files).map(async ([path, content]) => {
    const filepath = join(root, path);
    const { ignored, inferredParser } = await getFileInfo(filepath, { ignorePath });
    if (ignored || inferredParser === null) return [path, content] as const;
    return [path, await format(content, { ...settings, filepath })] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

function prettierOf(root: string): typeof prettier {
  try {
    return createRequire(join(root, 'package.json'))('prettier') as typeof prettier;
  } catch (error) {
    throw new ToolError(
      '[new] The packages of this checkout are not installed, and the new files are to be formatted by its own prettier. Nothing was made. Run npm install, then this command again.',
      'failed',
      { cause: error },
    );
  }
}

import { GoogleApiError, type About } from './GoogleErrors';
import type { GoogleApi } from './GoogleApi';

const FILES = 'https://www.googleapis.com/drive/v3/files';
const SPREADSHEET = 'application/vnd.google-apps.spreadsheet';

/** The property of a file that holds the mark of the `create` that made it; only our OAuth client sees it. */
const MARK = 'sheetbound';

export interface DriveFile {
  id: string;
  name: string;
}

/** The Drive API, as far as the toolchain uses it. It touches no file without our mark. */
export class DriveApi {
  constructor(private readonly api: GoogleApi) {}

  /** Sent once: after an error with effect `unknown` look for the marker. */
  async createSpreadsheet(title: string, marker: string): Promise<DriveFile> {
    const about: About = { doing: 'create the spreadsheet', undone: 'Nothing was created.' };
    const body = { name: title, mimeType: SPREADSHEET, appProperties: { [MARK]: marker } };
    return toFile(await this.api.change('post', `${FILES}?fields=id,name`, body, about), about);
  }

  /** Spreadsheets with the marker that are not in the bin. */
  async findByMarker(marker: string): Promise<DriveFile[]> {
    const about: About = { doing: 'look for the spreadsheet in your Drive' };
    const query = `appProperties has { key='${MARK}' and value='${marker}' } and mimeType='${SPREADSHEET}' and trashed=false`;
    const url = `${FILES}?q=${encodeURIComponent(query)}&fields=files(id,name)&spaces=drive`;
    const { files } = (await this.api.get(url, about)) as { files?: unknown };
    return Array.isArray(files) ? files.map(file => toFile(file, about)) : [];
  }

  /** False when it was deleted or is in the bin. */
  async isThere(fileId: string): Promise<boolean> {
    const about: About = { doing: `look at spreadsheet ${fileId}` };
    return ignoringAbsence(async () => {
      const file = await this.api.get(`${FILES}/${encodeURIComponent(fileId)}?fields=id,name,trashed`, about);
      return (file as { trashed?: unknown }).trashed !== true;
    });
  }

  /** Into the bin, from where it can be taken back for 30 days. False when there is no such file any more. */
  async trash(fileId: string): Promise<boolean> {
    const about: About = { doing: `move spreadsheet ${fileId} to the bin`, undone: 'It is where it was.' };
    const url = `${FILES}/${encodeURIComponent(fileId)}?fields=id,name`;
    return ignoringAbsence(async () => {
      await this.api.change('patch', url, { trashed: true }, about);
      return true;
    });
  }
}

function toFile(value: unknown, { doing }: About): DriveFile {
  const { id, name } = (value ?? {}) as Record<string, unknown>;
  if (typeof id === 'string' && id) return { id, name: typeof name === 'string' ? name : '' };
  throw new GoogleApiError(
    `[Google] Could not ${doing}: the answer has another form than Google documents.`,
    200,
    'unknown',
  );
}

async function ignoringAbsence(action: () => Promise<boolean>): Promise<boolean> {
  try {
    return await action();
  } catch (error) {
    if ((error as Partial<GoogleApiError>).status === 404) return false;
    throw error;
  }
}

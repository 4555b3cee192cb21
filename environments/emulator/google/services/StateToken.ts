import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import type { Execution } from '../Execution';
import { serviceObject } from '../ServiceObject';
import { signatureError, toInteger } from '../Signature';

const CLASS = 'ScriptApp.StateTokenBuilder';
const DEFAULT_SECONDS = 60;
const LONGEST_SECONDS = 3_600;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** What a state token holds; the script gets only the arguments back. */
export interface StateToken {
  scriptId: string;
  /** Who made it: with anybody else in front of the browser it is refused. */
  user: string;
  method: string;
  args: Readonly<Record<string, string>>;
  /** Milliseconds since 1970. */
  expiresAt: number;
}

/** Google's own key is its secret; here the script's id does, because nobody is to be kept out. */
function keyOf(scriptId: string): Buffer {
  return createHash('sha256').update(`state token of ${scriptId}`).digest();
}

function seal(token: StateToken): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keyOf(token.scriptId), nonce);
  const text = Buffer.concat([cipher.update(JSON.stringify(token)), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url');
}

/** Undefined for what this script never made, and for what was changed on its way. */
export function openStateToken(text: string, scriptId: string): StateToken | undefined {
  const bytes = Buffer.from(text, 'base64url');
  try {
    const decipher = createDecipheriv('aes-256-gcm', keyOf(scriptId), bytes.subarray(0, NONCE_BYTES));
    decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    const plain = Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
    return JSON.parse(plain.toString()) as StateToken;
  } catch {
    return undefined;
  }
}

/** The builder of `ScriptApp.newStateToken()`. */
export function createStateTokenBuilder(host: Execution): object {
  let method = 'callback';
  let seconds = DEFAULT_SECONDS;
  const args: Record<string, string> = {};
  const builder: object = serviceObject(host, CLASS, {
    withMethod: (...given: unknown[]) => {
      if (given.length !== 1) throw signatureError(host, `${CLASS}.withMethod`, given);
      method = String(given[0]);
      return builder;
    },
    withArgument: (...given: unknown[]) => {
      if (given.length !== 2) throw signatureError(host, `${CLASS}.withArgument`, given);
      args[String(given[0])] = String(given[1]);
      return builder;
    },
    withTimeout: (...given: unknown[]) => {
      seconds = toInteger(host, given[0]);
      if (seconds < 1 || seconds > LONGEST_SECONDS) throw host.exception('Invalid argument: seconds');
      return builder;
    },
    createToken: () => {
      const expiresAt = host.now() + seconds * 1_000;
      return seal({ scriptId: host.world.state.scriptId, user: host.user, method, args, expiresAt });
    },
  });
  return builder;
}

import { CONFIG_ATTRIBUTES } from '../../Constants';
import type { ParameterOption } from '../Parameters';
import { isSignIn } from './SignIns';

/** What is wrong with the sign-in that an option declares; it would fail in front of the user, after they agreed. */
export function signInProblem(option: ParameterOption, isInChoice: boolean): string | undefined {
  const { oauthParams: params, items = {}, attributes, value } = option;
  if (!isSignIn(params)) return undefined;
  const where = `the sign-in of "${value}"`;
  if (isInChoice)
    return `${where} lies in a choice within a choice; it has to be in one of the source's own.`;
  if (!attributes?.includes(CONFIG_ATTRIBUTES.OAUTH_FLOW)) return `${where} needs the attribute OAUTH_FLOW.`;
  const plain = [params.authorizeUrl, params.tokenUrl].find(address => !address.startsWith('https://'));
  if (plain !== undefined) return `${where} must go to an https address, not ${plain}.`;
  const filled = Object.values(params.mapping);
  if (!filled.length) return `${where} fills no item.`;
  const named = [
    params.clientId,
    ...(params.clientSecret === undefined ? [] : [params.clientSecret]),
    ...filled,
  ];
  const unknown = named.find(name => !Object.prototype.hasOwnProperty.call(items, name));
  if (unknown !== undefined) return `${where} names ${unknown}, which is none of its items.`;
  const bare = [...filled, params.clientSecret].find(
    name => name !== undefined && !items[name]?.attributes?.includes(CONFIG_ATTRIBUTES.SECRET),
  );
  return bare === undefined ? undefined : `${bare}, which ${where} uses, needs the attribute SECRET.`;
}

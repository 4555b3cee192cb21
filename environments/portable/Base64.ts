/**
 * Base64 of either alphabet in the standard one with its padding, the only form that every platform decodes alike.
 * Throws on any other character, on padding in the middle and on a length that no bytes have.
 */
export function normalizeBase64(text: string): string {
  const bare = text
    .replace(/={1,2}$/, '')
    .replace(/-/g, '+')
    .replace(/_/g, '/');
  const padded = text.length !== bare.length;
  if (!/^[A-Za-z0-9+/]*$/.test(bare) || bare.length % 4 === 1 || (padded && text.length % 4 !== 0))
    throw new Error('This is not base64: it has other characters, or a length that base64 cannot have.');
  return bare + '='.repeat((4 - (bare.length % 4)) % 4);
}

interface Plugin {
  name: string;
}
export function connectorRegistry(options?: {
  root?: string;
  connectors?: 'all' | string[];
  logos?: boolean;
}): Plugin;
export function jsonAsText(): Plugin;
export function listConnectors(
  root?: string,
  chosen?: 'all' | string[],
): { name: string; folder: string; manifest: Record<string, unknown> }[];

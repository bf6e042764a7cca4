/** The path that a `file:` URL names. */
export function fromFileUrl(url: string | URL): string;

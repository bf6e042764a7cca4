/** The `file:` URL that names a path. */
export function toFileUrl(path: string): URL;

/** The extension of a path, with its dot. */
export function extname(path: string): string;

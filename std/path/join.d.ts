/** Paths joined and normalised. */
export function join(path?: string, ...paths: string[]): string;

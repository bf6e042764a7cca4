/** An absolute path, from right to left. */
export function resolve(...paths: string[]): string;

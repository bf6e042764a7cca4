/** The last part of a path. */
export function basename(path: string, suffix?: string): string;

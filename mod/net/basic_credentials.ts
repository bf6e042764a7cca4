/** `name:password` as the field Authorization has it after the word Basic (RFC 7617, in UTF-8). */
export function basicCredentials(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
